/** Removes what builds made, and refuses to remove anything else. */
import { existsSync } from "node:fs";
import { readdir, realpath, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { EXIT, UserError } from "./errors.js";

/** What an output folder of Buildroot's holds at least one of. */
const OUTPUT_MARKS = [".config", ".br2-external.mk", "build", ".ipa-image.lock", "log"];

/**
 * Removes an output folder. A missing one is fine.
 * @throws UserError (exit code 2) for a folder that holds `repo` or does not look like an output folder.
 */
export async function removeOutput(output: string, repo: string): Promise<void> {
  if (!existsSync(output)) return;
  const path = await realpath(output);
  const root = await realpath(repo);
  const holdsRepo = root === path || root.startsWith(path.endsWith(sep) ? path : path + sep);
  const names = await readdir(path);
  const isOutput = names.length === 0 || OUTPUT_MARKS.some((mark) => names.includes(mark));
  if (holdsRepo || !isOutput) {
    throw new UserError(
      `${output}: not removed, for it does not look like an output folder: remove it by hand if you are sure`,
      EXIT.usage,
    );
  }
  await rm(path, { recursive: true, force: true });
}

/** Removes the finished images only, so that the next build makes them again. */
export async function removeImages(output: string): Promise<void> {
  await rm(join(output, "images"), { recursive: true, force: true });
}

/** What `make clean` of Buildroot removes: all that was built; the configuration, logs and downloads stay. */
export async function removeBuilt(output: string): Promise<void> {
  const built = ["build", "host", "images", "legal-info", "per-package", "staging", "target", "graphs"];
  await Promise.all(built.map((name) => rm(join(output, name), { recursive: true, force: true })));
}
