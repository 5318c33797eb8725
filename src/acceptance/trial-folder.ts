/** The files of one trial: blank disks, the firmware's variables, the medium with the agent's parameters. */
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Firmware, Machine } from "./machine.js";

export class TrialFolder {
  // Short: the path of a socket may have 107 letters.
  readonly path = mkdtempSync(join(tmpdir(), "ipa-trial-"));
  readonly reportSocket = join(this.path, "reports");

  /** Blank, and no larger than what is written to them. @returns the files, in the machine's order */
  makeDisks({ disks }: Machine): readonly string[] {
    return disks.map(({ bytes }, index) => {
      const file = join(this.path, `disk${index}`);
      writeFileSync(file, "");
      truncateSync(file, bytes);
      return file;
    });
  }

  /** With variables of its own: what a machine writes there is its own matter. */
  ownVariables(firmware: Firmware): Firmware {
    if (firmware.kind === "bios") return firmware;
    const variables = join(this.path, "variables");
    copyFileSync(firmware.variables, variables);
    return { ...firmware, variables };
  }

  /** @returns the folder with parameters.txt, one NAME=VALUE a line */
  writeParameters(words: readonly string[]): string {
    const folder = join(this.path, "parameters");
    mkdirSync(folder);
    writeFileSync(join(folder, "parameters.txt"), `${words.join("\n")}\n`);
    return folder;
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
