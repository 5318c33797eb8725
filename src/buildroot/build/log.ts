/** The log of one build: every line make prints, byte for byte. */
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

export interface BuildLog {
  readonly path: string;
  write(line: string): void;
  /** Ends the file; returns the first error of writing (a full disk, say), or null. */
  close(): Promise<Error | null>;
}

/** Opens `output/log/build-<time>.log`; `time` is the start, to the second, in UTC. */
export async function openBuildLog(output: string, time: Date = new Date()): Promise<BuildLog> {
  const dir = join(output, "log");
  await mkdir(dir, { recursive: true });
  const stamp = time.toISOString().replace(/\..*/, "").replaceAll(":", "");
  const path = join(dir, `build-${stamp}.log`);
  const stream = createWriteStream(path, { flags: "a", encoding: "latin1" });
  let failure: Error | null = null;
  stream.on("error", (error) => {
    failure ??= error;
  });
  return {
    path,
    write: (line) => {
      if (failure === null) stream.write(`${line}\n`);
    },
    close: () =>
      new Promise((resolve) => {
        if (stream.destroyed) resolve(failure);
        else stream.end(() => resolve(failure)).once("error", () => resolve(failure));
      }),
  };
}
