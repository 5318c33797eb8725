/** A file that is written line by line beside a build. That it cannot be written must not end the build. */
import { closeSync, openSync, writeSync } from "node:fs";

export class LineFile {
  #file: number | null = null;
  #failure: Error | null = null;

  /** `flags`: `w` begins a new file, `a` adds to the one that is there. */
  constructor(path: string, flags: "w" | "a") {
    try {
      this.#file = openSync(path, flags);
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  /** The first error of opening or writing, or null; after it nothing more is written. */
  get failure(): Error | null {
    return this.#failure;
  }

  /** Written when it returns, so that a kill leaves it there. */
  write(text: string): void {
    if (this.#file === null || this.#failure !== null) return;
    try {
      let rest = Buffer.from(text, "utf8");
      while (rest.length > 0) rest = rest.subarray(writeSync(this.#file, rest));
    } catch (error) {
      this.#failure = error as Error;
    }
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }
}
