/** Prepares the output folder for putting the images together from the packages that are in use, and no others. */
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { readFileLists } from "./file-lists.js";
import type { BuiltPackage } from "./take-out.js";

/** Beside host/ and target/ in a package's own folder: copies of the images that it installed. */
const IMAGES = "images";

/**
 * Keeps what a package installed in images/, which all packages and the scripts after them share: from the copy it
 * can be put there again without building it. With several jobs Buildroot's list may name another package's images too.
 */
export function keepImages(output: string, built: BuiltPackage): void {
  for (const path of readFileLists(join(output, built.stampDir)).images) {
    if (path.split("/").includes("..")) continue;
    copyEntry(join(output, "images", path), join(output, "per-package", built.name, IMAGES, path));
  }
}

/**
 * Buildroot adds to target/ and images/, and never takes away: target/ begins empty, images/ with what packages
 * installed. host/ is put together from the packages as well, and begins empty when one of them changed.
 */
export function emptyAssembly(
  output: string,
  present: readonly BuiltPackage[],
  packagesChanged: boolean,
): void {
  const remove = (name: string) => rmSync(join(output, name), { recursive: true, force: true });
  remove("target");
  if (packagesChanged) for (const name of ["host", "staging"]) remove(name);
  remove("images");
  for (const { name } of present)
    copyBelow(join(output, "per-package", name, IMAGES), join(output, "images"));
}

function copyBelow(from: string, to: string): void {
  for (const entry of entries(from)) {
    if (entry.isDirectory()) copyBelow(join(from, entry.name), join(to, entry.name));
    else copyEntry(join(from, entry.name), join(to, entry.name));
  }
}

/** Copies a file with its time, or a link as a link. What is not there (any more) is no image. */
function copyEntry(from: string, to: string): void {
  const info = lstatSync(from, { throwIfNoEntry: false });
  if (!info) return;
  mkdirSync(dirname(to), { recursive: true });
  rmSync(to, { force: true });
  if (info.isSymbolicLink()) symlinkSync(readlinkSync(from), to);
  else if (info.isFile()) {
    copyFileSync(from, to);
    utimesSync(to, info.atime, info.mtime);
  }
}

function entries(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
