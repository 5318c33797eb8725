import { readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";

export interface FolderEntry {
  readonly name: string;
  /** Links followed. */
  readonly isDirectory: boolean;
  readonly isLink: boolean;
}

/** What is in a folder, sorted by name; nothing when it is no folder. */
export function entriesOf(path: string): readonly FolderEntry[] {
  let entries: { name: string; isDirectory(): boolean; isSymbolicLink(): boolean }[];
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
  return entries
    .map((entry) => ({
      name: entry.name,
      isLink: entry.isSymbolicLink(),
      isDirectory: entry.isDirectory() || (entry.isSymbolicLink() && pointsToFolder(join(path, entry.name))),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function pointsToFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether `path` is `folder` or in it; both absolute and normalized. */
export function isWithin(path: string, folder: string): boolean {
  return `${path}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}
