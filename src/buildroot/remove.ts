/** Removes what builds made, and refuses to remove anything else. */
import { existsSync } from "node:fs";
import { readdir, realpath, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { EXIT, UserError } from "./errors.js";
import { STATE_FOLDER } from "./incremental/evaluation.js";

/** Ours alone: every run of ours writes both into an output folder. The lock is there while we remove. */
const OUTPUT_MARK = ".br2-external.mk";
const LOCK = ".ipa-image.lock";

/**
 * Says whether a folder may be cleaned: it is empty, or an output folder.
 * @throws UserError (exit code 2) for a folder that holds `repo` or does not look like an output folder
 */
async function requireOutput(output: string, repo: string): Promise<void> {
  const path = await realpath(output);
  const root = await realpath(repo);
  const holdsRepo = root === path || root.startsWith(path.endsWith(sep) ? path : path + sep);
  const names = (await readdir(path)).filter((name) => name !== LOCK);
  if (!holdsRepo && (names.length === 0 || names.includes(OUTPUT_MARK))) return;
  throw new UserError(
    `${output}: nothing was removed, for it does not look like an output folder: remove by hand what you are sure of`,
    EXIT.usage,
  );
}

/** Removes an output folder. A missing one is fine. @throws UserError (exit code 2), see requireOutput */
export async function removeOutput(output: string, repo: string): Promise<void> {
  if (!existsSync(output)) return;
  await requireOutput(output, repo);
  await rm(output, { recursive: true, force: true });
}

/** Removes the finished images only, so that the next build makes them again. */
export async function removeImages(output: string, repo: string): Promise<void> {
  await requireOutput(output, repo);
  await rm(join(output, "images"), { recursive: true, force: true });
}

/** What `make clean` of Buildroot removes: all that was built; the configuration, logs and downloads stay. */
export async function removeBuilt(output: string, repo: string): Promise<void> {
  await requireOutput(output, repo);
  // The records go first: what is not recorded counts as built by nobody, should we be killed half-way.
  for (const name of ["journal", "fingerprints"])
    await rm(join(output, STATE_FOLDER, name), { recursive: true, force: true });
  const built = ["build", "host", "images", "legal-info", "per-package", "staging", "target", "graphs"];
  await Promise.all(built.map((name) => rm(join(output, name), { recursive: true, force: true })));
}
