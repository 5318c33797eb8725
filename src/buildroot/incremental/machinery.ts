/** Buildroot's own machinery: makefiles and scripts that every package is built with. A change of it touches all. */
import { join } from "node:path";
import { digestOf } from "../../scheduler/index.js";
import { entriesOf } from "../folder.js";
import type { FileDigests } from "./file-digests.js";

const TREES = ["toolchain", "system", "arch", "support"];
const OF_NO_BUILD =
  /^(testing|kconfig|legal-info|docker|config-fragments)(\/|$)|\/Config\.in[^/]*$|^Config\.in|\.hash$/;

/** The digest of the makefiles beside the packages, and of the folders that they use. */
export function machineryDigest(buildroot: string, files: FileDigests): string {
  const parts: string[] = [];
  const add = (path: string) => parts.push(`${path} ${files.file(join(buildroot, path)) ?? ""}`);
  add("Makefile");
  for (const { name, isDirectory } of entriesOf(join(buildroot, "package"))) {
    if (!isDirectory && (name.endsWith(".mk") || name === "Makefile.in")) add(`package/${name}`);
  }
  for (const tree of TREES) {
    parts.push(`${tree} ${files.tree(join(buildroot, tree), (path) => OF_NO_BUILD.test(path)) ?? ""}`);
  }
  return digestOf(parts.join("\n"));
}

/** Of what makes root filesystems out of target/. */
export function filesystemDigest(buildroot: string, files: FileDigests): string {
  return files.tree(join(buildroot, "fs"), (path) => /Config\.in$/.test(path)) ?? "absent";
}
