/** Takes out what packages left that are no longer in use, or are in use in another version. */
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { entriesOf } from "../folder.js";
import type { BuiltPackage } from "./take-out.js";

/** Folders in build/ are packages' if they have stamps; Buildroot keeps folders of its own there too. */
export function removeStrangers(output: string, present: readonly BuiltPackage[]): readonly string[] {
  const buildFolders = new Set(present.map((item) => item.stampDir));
  const names = new Set(present.map((item) => item.name));
  const removed: string[] = [];
  for (const { name, isDirectory } of entriesOf(join(output, "per-package"))) {
    if (isDirectory && !names.has(name)) remove(output, `per-package/${name}`, removed);
  }
  for (const { name, isDirectory } of entriesOf(join(output, "build"))) {
    const folder = `build/${name}`;
    if (isDirectory && !buildFolders.has(folder) && hasStamps(join(output, folder)))
      remove(output, folder, removed);
  }
  return removed;
}

function hasStamps(folder: string): boolean {
  return readdirSync(folder).some((name) => name.startsWith(".stamp_"));
}

function remove(output: string, path: string, removed: string[]): void {
  rmSync(join(output, path), { recursive: true, force: true });
  removed.push(path);
}

/** Whether packages were built here at all, by us or by a plain make. */
export function hasBuilt(output: string): boolean {
  return (
    existsSync(join(output, "build", "buildroot-config")) || entriesOf(join(output, "per-package")).length > 0
  );
}
