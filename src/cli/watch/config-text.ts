/** Whether the configuration is another one than the build knows. */
import { readFileSync } from "node:fs";
import { REST, type WatchOptions } from "./watch-loop.js";

/** A build writes the configuration itself, where there is none or make brings it into form: that is no change. */
export class ConfigText {
  /** null: there was none. undefined: there was none before the first build, which writes it. */
  #text: string | null | undefined;
  #cancel: () => void = () => undefined;

  constructor(
    readonly path: string,
    readonly after: WatchOptions["after"],
  ) {}

  /** The present text is what the build knows. */
  remember(): void {
    const first = this.#text === undefined;
    this.#text = this.#read();
    if (first && this.#text === null) this.#text = undefined;
  }

  /** The file was written: calls `changed` when its text is another one. */
  touched(changed: () => void): void {
    this.#cancel();
    if (this.#isOther()) changed();
    else {
      // It may be empty, as it was, between being opened and being written, and the second of two events that follow
      // one another at once is not told: look again when it rests.
      this.#cancel = this.after(REST, () => {
        if (this.#isOther()) changed();
      });
    }
  }

  /** Does not look again. */
  forget(): void {
    this.#cancel();
  }

  #isOther(): boolean {
    return this.#text !== undefined && this.#read() !== this.#text;
  }

  #read(): string | null {
    try {
      return readFileSync(this.path, "latin1");
    } catch {
      return null;
    }
  }
}
