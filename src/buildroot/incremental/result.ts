/**
 * What came out of a package: everything in its per-package folders and the images that it installed, as one digest.
 * Files that came from its dependencies stand in there too, by name and size only: their own packages answer for the
 * content, but that one of them was taken away counts.
 */
import { createHash, type Hash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import type { Digest } from "../../scheduler/index.js";
import { type FileLists, readFileLists } from "./file-lists.js";

/** @throws the system's error when a file cannot be read. */
export function resultDigest(output: string, name: string, stampDir: string): Digest {
  const lists = readFileLists(join(output, stampDir));
  const hash = createHash("sha256");
  const own = join(output, "per-package", name);
  const sysroot = /^host\/[^/]+\/sysroot$/;
  const owned = (path: string) => ownsPath(lists, path, sysroot);
  for (const part of ["host", "images", "target"]) walk(own, part, owned, hash);
  return hash.digest("hex") as Digest;
}

/** Lists name files relative to host/, to the sysroot below it, and to target/. */
function ownsPath(lists: FileLists, path: string, sysroot: RegExp): boolean {
  if (path.startsWith("images/")) return true;
  if (path.startsWith("target/")) return lists.target.has(path.slice("target/".length));
  const parts = path.split("/");
  if (parts.length > 3 && sysroot.test(parts.slice(0, 3).join("/")))
    return lists.staging.has(parts.slice(3).join("/"));
  return lists.host.has(path.slice("host/".length));
}

function walk(root: string, path: string, owned: (path: string) => boolean, hash: Hash): void {
  let entries: string[];
  try {
    entries = readdirSync(join(root, path)).sort();
  } catch (error) {
    // A package without per-package folders installs nothing (virtual ones, and trees without per-package folders).
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  for (const entry of entries) {
    const child = `${path}/${entry}`;
    if (addFile(root, child, owned(child), hash)) walk(root, child, owned, hash);
  }
}

/** Adds one entry; true for a folder. */
function addFile(root: string, path: string, withContent: boolean, hash: Hash): boolean {
  const full = join(root, path);
  const info = lstatSync(full, { throwIfNoEntry: false });
  if (!info) {
    hash.update(`absent ${path}\n`, "latin1");
    return false;
  }
  const mode = (info.mode & 0o7777).toString(8);
  if (info.isDirectory()) hash.update(`folder ${path} ${mode}\n`, "latin1");
  else if (info.isSymbolicLink()) hash.update(`link ${path} ${readlinkSync(full)}\n`, "latin1");
  else if (info.isFile()) {
    hash.update(`file ${path} ${mode} ${info.size}\n`, "latin1");
    if (withContent) hash.update(readFileSync(full));
  } else hash.update(`other ${path} ${mode} ${info.rdev}\n`, "latin1");
  return info.isDirectory();
}
