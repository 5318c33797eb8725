/** The folders of a Buildroot tree that hold packages' makefiles. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface PackageFolder {
  /** `package/x11r7/libxcb`. */
  readonly path: string;
  /** Its last part, which Buildroot takes for the package's name. */
  readonly name: string;
  /** Names of its makefiles. */
  readonly makefiles: readonly string[];
}

/** Folders below which every package has one of its own. All other makefiles are read in any case. */
export const PACKAGE_TREES = ["package", "boot"] as const;

/** All folders with makefiles below `package/` and `boot/`, at any depth. */
export function packageFolders(buildroot: string): readonly PackageFolder[] {
  const found: PackageFolder[] = [];
  const visit = (path: string): void => {
    const makefiles: string[] = [];
    for (const entry of readdirSync(join(buildroot, path), { withFileTypes: true })) {
      if (entry.isDirectory()) visit(`${path}/${entry.name}`);
      else if (entry.name.endsWith(".mk")) makefiles.push(entry.name);
    }
    const isTree = PACKAGE_TREES.some((tree) => tree === path);
    if (makefiles.length > 0 && !isTree)
      found.push({ path, name: path.slice(path.lastIndexOf("/") + 1), makefiles });
  };
  for (const tree of PACKAGE_TREES) if (existsSync(join(buildroot, tree))) visit(tree);
  return found;
}

/** The makefiles of a folder, one after the other, without comments. */
export function makefileText(buildroot: string, folder: PackageFolder): string {
  return folder.makefiles.map((name) => makefileLines(join(buildroot, folder.path, name))).join("\n");
}

export function makefileLines(path: string): string {
  return readFileSync(path, "latin1").replace(/^[ \t]*#.*$/gm, "");
}
