/** Files below one folder, changed by paths relative to it. */
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export class WorkFiles {
  constructor(readonly root: string) {}

  /** A path below the folder: `buildroot/...`, `files/overlay/...`. */
  path(relative: string): string {
    return join(this.root, relative);
  }

  write(relative: string, text: string, mode = 0o644): void {
    const path = this.path(relative);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    chmodSync(path, mode);
  }

  read(relative: string): string {
    return readFileSync(this.path(relative), "utf8");
  }

  /** Replaces one text in a file; @throws when it is not there. */
  replace(relative: string, from: string, to: string): void {
    const text = this.read(relative);
    if (!text.includes(from)) throw new Error(`${relative}: does not hold ${JSON.stringify(from)}`);
    writeFileSync(
      this.path(relative),
      text.replace(from, () => to),
    );
  }

  append(relative: string, text: string): void {
    writeFileSync(this.path(relative), this.read(relative) + text);
  }

  remove(relative: string): void {
    rmSync(this.path(relative), { recursive: true });
  }
}
