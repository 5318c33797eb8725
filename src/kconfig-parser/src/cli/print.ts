import { writeSync } from "node:fs";
import { waitBriefly } from "./stdin.js";

/**
 * Writes text to a descriptor at once, as C does. process.stdout would do the same, but to load what it can do besides
 * takes longer than most runs have to print.
 * @param onLoss hears why a text could not be written, but for a reader that has gone
 */
export function printer(descriptor: number, onLoss?: (code: string) => void): (text: string) => void {
  return (text) => {
    const bytes = Buffer.from(text, "latin1");
    for (let at = 0; at < bytes.length; ) at += writeSome(descriptor, bytes, at, onLoss);
  };
}

/** As write(2), but waits where the descriptor was left non-blocking by somebody else. */
function writeSome(descriptor: number, bytes: Buffer, from: number, onLoss?: (code: string) => void): number {
  for (;;)
    try {
      return writeSync(descriptor, bytes, from);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EAGAIN") {
        waitBriefly();
        continue;
      }
      // Nobody reads it any more, or the disk is full: what has to be done is done all the same.
      if (code !== "EPIPE") onLoss?.(code ?? "EIO");
      return bytes.length;
    }
}
