import { readSync } from "node:fs";

/** Reads standard input line by line, synchronously: a prompt waits for its answer. */
export function standardInput(): () => string | null {
  let chunk: Buffer | undefined;
  let buffered = "";
  let ended = false;
  return () => {
    for (;;) {
      const newline = buffered.indexOf("\n");
      if (newline !== -1) {
        const line = buffered.slice(0, newline + 1);
        buffered = buffered.slice(newline + 1);
        return line;
      }
      if (ended) {
        const rest = buffered;
        buffered = "";
        return rest === "" ? null : rest;
      }
      chunk ??= Buffer.alloc(65536);
      const length = readSome(chunk);
      if (length === 0) ended = true;
      else buffered += chunk.toString("latin1", 0, length);
    }
  };
}

/** As read(2), but waits where the descriptor was left non-blocking by somebody else; 0 at the end. */
function readSome(chunk: Buffer): number {
  for (;;)
    try {
      return readSync(0, chunk, 0, chunk.length, null);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") return 0;
      waitBriefly();
    }
}

/** Ten milliseconds, without the event loop. */
export function waitBriefly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
}
