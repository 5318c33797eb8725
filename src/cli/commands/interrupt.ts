/** Ctrl-C and SIGTERM as an AbortSignal, so that a command can end its children before it ends itself. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The signal that came, or null. */
  readonly name: () => NodeJS.Signals | null;
  /** Gives the signals back to Node. */
  readonly release: () => void;
}

export function listenForInterrupt(): Interruption {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  const handler = (signal: NodeJS.Signals) => {
    received ??= signal;
    controller.abort(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, handler);
  return {
    signal: controller.signal,
    name: () => received,
    release: () => {
      for (const signal of signals) process.off(signal, handler);
    },
  };
}
