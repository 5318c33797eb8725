import { EXIT } from "../../buildroot/errors.js";

/**
 * Whoever read the output may have gone (`| head`): what is still to be said is dropped, and nothing breaks. A full disk
 * is said, and ends the command.
 */
export function outliveReaders(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") return;
      const isFull = error.code === "ENOSPC";
      const advice = isFull ? "make room, or write elsewhere" : "write elsewhere";
      // Said once, and not through the stream that just failed.
      const text = `standard output: it could not be written (${error.code ?? error.message}): ${advice}\n`;
      if (stream === process.stdout) process.stderr.write(text);
      process.exit(isFull ? EXIT.space : EXIT.failure);
    });
}
