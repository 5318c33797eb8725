/** Which Buildroot it is. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";

export interface BuildrootVersion {
  /** BR2_VERSION, as the Makefile states it; empty if it does not. */
  readonly plain: string;
  /** BR2_VERSION_FULL: what git says of the checkout, else the same. */
  readonly full: string;
}

/** Asks as Buildroot's Makefile does, in the tree itself. @throws the system's error without a Makefile. */
export async function buildrootVersion(buildroot: string): Promise<BuildrootVersion> {
  // The script's exit code says nothing (a tree without git ends with 1): its words do.
  const [makefile, local] = await Promise.all([
    readFile(join(buildroot, "Makefile"), "latin1"),
    execa(join(buildroot, "support/scripts/setlocalversion"), [], {
      cwd: buildroot,
      reject: false,
      stdin: "ignore",
    }),
  ]);
  const plain = /^export BR2_VERSION := *(\S+)/m.exec(makefile)?.[1] ?? "";
  return { plain, full: (local.stdout ?? "").replaceAll("\n", " ").trim() || plain };
}
