/** Waiting for the first of several, not for ever, and not after Ctrl-C. */

/** @returns what came first; `late` after so many seconds */
export async function firstOf<Outcome>(
  outcomes: readonly Promise<Outcome>[],
  seconds: number,
  signal: AbortSignal,
): Promise<Outcome | "late" | "aborted"> {
  if (signal.aborted) return "aborted";
  const clock = promised<"late" | "aborted">();
  const timer = setTimeout(() => clock.resolve("late"), seconds * 1000);
  const abort = () => clock.resolve("aborted");
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([...outcomes, clock.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

/** A promise with its resolver beside it. */
export function promised<Value>(): { readonly promise: Promise<Value>; resolve(value: Value): void } {
  let resolve: ((value: Value) => void) | null = null;
  const promise = new Promise<Value>((take) => {
    resolve = take;
  });
  return { promise, resolve: (value) => resolve?.(value) };
}
