/** Trees of sources with Kconfig files: the kernel's, BusyBox's, and whether a folder is one. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { EXIT, UserError } from "../buildroot/errors.js";

export type TreeKind = "linux" | "busybox";

interface TreeLooks {
  /** What it is called in messages. */
  readonly title: string;
  /** The top Kconfig file. */
  readonly kconfigFile: string;
  /** Files and folders by which it is known. */
  readonly signs: readonly string[];
}

const LOOKS: Readonly<Record<TreeKind, TreeLooks>> = {
  linux: {
    title: "the Linux kernel",
    kconfigFile: "Kconfig",
    signs: ["Kconfig", "Makefile", "arch", "init"],
  },
  busybox: {
    title: "BusyBox",
    kconfigFile: "Config.in",
    signs: ["Config.in", "Makefile", "applets", "libbb"],
  },
};

export interface SourceTree {
  readonly kind: TreeKind;
  /** Absolute. */
  readonly dir: string;
  /** Relative to `dir`. */
  readonly kconfigFile: string;
  /** `6.12.117`, `1.37.0`; "" when the Makefile does not say. */
  readonly version: string;
}

/**
 * The tree in a folder.
 * @throws UserError (exit code 2) that says what is wrong with the folder and what to give instead
 */
export function sourceTree(kind: TreeKind, folder: string): SourceTree {
  const dir = resolve(folder);
  const { title, kconfigFile, signs } = LOOKS[kind];
  const stat = statSync(dir, { throwIfNoEntry: false });
  if (stat === undefined)
    throw refuse(dir, "there is no such folder", `give the folder of ${title}'s sources`);
  if (!stat.isDirectory()) throw refuse(dir, "is no folder", `give the folder of ${title}'s sources`);
  const missing = signs.filter((sign) => !existsSync(join(dir, sign)));
  if (missing.length > 0) {
    const why = `is not a tree of ${title}: it has no ${missing.join(", no ")}`;
    throw refuse(dir, why, `give the folder that holds its ${kconfigFile}`);
  }
  return { kind, dir, kconfigFile, version: makefileVersion(join(dir, "Makefile")) };
}

function refuse(dir: string, why: string, what: string): UserError {
  return new UserError(`${dir}: ${why}: ${what}`, EXIT.usage);
}

function makefileVersion(makefile: string): string {
  const text = readFileSync(makefile, "latin1");
  const part = (name: string): string =>
    new RegExp(`^${name}[ \\t]*:?=[ \\t]*(\\S*)`, "m").exec(text)?.[1] ?? "";
  const numbers = [part("VERSION"), part("PATCHLEVEL"), part("SUBLEVEL")].filter(Boolean).join(".");
  return numbers === "" ? "" : numbers + part("EXTRAVERSION");
}
