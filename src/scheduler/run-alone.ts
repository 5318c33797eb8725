/** Runs the work of one task that runs by itself. */
import type { Digest } from "./fingerprint.js";
import type { WorkContext } from "./task.js";

export type Worked =
  | { readonly kind: "worked"; readonly result: Digest }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "interrupted" };

/** Never rejects. A result counts even after the signal: the work said that it was done. */
export async function runAlone(
  run: (context: WorkContext) => Promise<Digest>,
  context: WorkContext,
): Promise<Worked> {
  try {
    return { kind: "worked", result: await run(context) };
  } catch (error) {
    if (context.signal.aborted) return { kind: "interrupted" };
    return { kind: "failed", error: asError(error) };
  }
}

export function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
