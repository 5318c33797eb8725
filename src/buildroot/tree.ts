/** Where a Buildroot tree is, and whether the folder is one. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT, UserError } from "./errors.js";

/** True if the folder holds a Buildroot tree: its top Kconfig file, its makefile and its scripts. */
export function isBuildrootTree(dir: string): boolean {
  return ["Config.in", "Makefile", "support/scripts/br2-external"].every((file) =>
    existsSync(join(dir, file)),
  );
}

/**
 * Returns `dir`, or throws a UserError (exit code 4) that says how to get a tree.
 */
export function requireBuildrootTree(dir: string): string {
  if (isBuildrootTree(dir)) return dir;
  throw new UserError(
    `${dir}: no Buildroot tree there: run \`ipa-image fetch\` (or \`git submodule update --init buildroot\`)`,
    EXIT.noBuildroot,
  );
}

/** Buildroot and make split paths at these; a path that holds one cannot be built in. Null if the path is fine. */
export function badPathCharacter(path: string): string | null {
  const match = /[\s:@"'`$#\\]/.exec(path);
  return match ? match[0] : null;
}

/** Throws a UserError (exit code 2) for a path that make or Buildroot would take apart. */
export function requirePlainPath(what: string, path: string): void {
  const bad = badPathCharacter(path);
  if (bad === null) return;
  const name = bad === " " ? "a space" : JSON.stringify(bad);
  throw new UserError(
    `${what} ${path}: the path holds ${name}, which make and Buildroot cannot work with: use another folder`,
    EXIT.usage,
  );
}
