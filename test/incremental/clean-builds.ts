/** Clean builds to compare with. What one leaves depends on the inputs alone, so the same inputs are built once. */
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { plainMake, run } from "./builder.js";
import { type Snapshot, snapshotOf } from "./snapshot.js";
import type { Workspace } from "./workspace.js";

const known = new Map<string, Snapshot>();

/** target/ and images/ of a clean build of the same configuration, at the same paths. */
export async function cleanSnapshot(workspace: Workspace): Promise<Snapshot> {
  const key = inputsOf(workspace);
  const found = known.get(key);
  if (found) return found;
  const snapshot = await workspace.aside(async () => {
    const { exitCode, output } = await run(plainMake, workspace);
    if (exitCode !== 0) throw new Error(`a clean build fails:\n${output.slice(-2000)}`);
    return snapshotOf(workspace.output);
  });
  known.set(key, snapshot);
  return snapshot;
}

/** A digest of all that lies in the workspace beside the output, with the configuration. */
function inputsOf(workspace: Workspace): string {
  const hash = createHash("sha256");
  const add = (path: string): void => {
    const info = lstatSync(path);
    hash.update(`${path} ${info.mode}\n`);
    if (info.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(info.isSymbolicLink() ? readlinkSync(path) : readFileSync(path));
  };
  for (const name of ["buildroot", "external", "files", "out/.config"]) add(workspace.path(name));
  return hash.digest("hex");
}
