/** Which Buildroot it is. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";

export interface BuildrootVersion {
  /** BR2_VERSION, as the Makefile states it; empty if it does not. */
  readonly plain: string;
  /** BR2_VERSION_FULL: what git says of the checkout, else the same. */
  readonly full: string;
  /** BR2_VERSION_GIT_EPOCH: when its last commit was made, in seconds since 1970; empty where git does not know. */
  readonly epoch: string;
}

/** Asks as Buildroot's Makefile does, in the tree itself. @throws the system's error without a Makefile. */
export async function buildrootVersion(buildroot: string): Promise<BuildrootVersion> {
  // Exit codes say nothing (in a tree without git the script ends with 1): the words do.
  const words = async (program: string, ...args: string[]) => {
    const { stdout } = await execa(program, args, { cwd: buildroot, reject: false, stdin: "ignore" });
    return (stdout ?? "").replaceAll("\n", " ").trim();
  };
  const [makefile, local, epoch] = await Promise.all([
    readFile(join(buildroot, "Makefile"), "latin1"),
    words(join(buildroot, "support/scripts/setlocalversion")),
    words("git", "log", "-1", "--format=%at"),
  ]);
  const plain = /^export BR2_VERSION := *(\S+)/m.exec(makefile)?.[1] ?? "";
  return { plain, full: local || plain, epoch };
}

/**
 * The variables of make's command line that say the same where make is called elsewhere (in a view of the tree), and
 * git would find another repository, or none.
 */
export function versionVariables({ full, epoch }: BuildrootVersion): Readonly<Record<string, string>> {
  return { ...(full === "" ? {} : { BR2_VERSION_FULL: full }), BR2_VERSION_GIT_EPOCH: epoch };
}

/**
 * What decides the times that files and programs get where builds are to repeat: the caller's SOURCE_DATE_EPOCH, else
 * that of the tree's last commit; null where BR2_REPRODUCIBLE is off. The release's own date stands in the Makefile.
 */
export function sourceDate(
  values: ReadonlyMap<string, string>,
  variables: Readonly<Record<string, string>>,
): string | null {
  if (values.get("BR2_REPRODUCIBLE") !== "y") return null;
  return process.env.SOURCE_DATE_EPOCH ?? variables.BR2_VERSION_GIT_EPOCH ?? "";
}
