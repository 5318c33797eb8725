/** Values of a configuration that reach git: what begins with `-` would be read as an option there. */
import { readFile } from "node:fs/promises";
import { EXIT, UserError } from "./errors.js";

/** Why a ref (branch, tag or commit) is refused, or null. */
export function badRef(ref: string): string | null {
  if (ref === "") return "is empty";
  if (ref.startsWith("-")) return "begins with `-`";
  if (/[\s\p{Cc}~^:?*[\\]/u.test(ref) || ref.includes("..") || ref.includes("@{"))
    return "holds a character that git forbids in refs";
  return null;
}

/** Why a git URL is refused, or null. `ext::` and its like run commands. */
export function badUrl(url: string): string | null {
  if (url === "") return "is empty";
  if (url.startsWith("-")) return "begins with `-`";
  if (/[\s\p{Cc}]/u.test(url)) return "holds a space or a control character";
  if (/^[a-z0-9+.-]*::/i.test(url)) return "names a git remote helper, which may run commands";
  return null;
}

/** @throws UserError (exit code 2) for a ref that git must not see. */
export function requireSafeRef(where: string, ref: string): void {
  const bad = badRef(ref);
  if (bad) throw new UserError(`${where}: the ref ${JSON.stringify(ref)} ${bad}: give another`, EXIT.usage);
}

/** @throws UserError (exit code 2) for a URL that git must not see. */
export function requireSafeUrl(where: string, url: string): void {
  const bad = badUrl(url);
  if (bad) throw new UserError(`${where}: the URL ${JSON.stringify(url)} ${bad}: give another`, EXIT.usage);
}

/** @throws UserError (exit code 2) for a folder or a package index that pip would read as an option. */
function requireSafePlace(where: string, place: string): void {
  if (place === "" || /^\/[^\s\p{Cc}]*$/u.test(place) || /^(https?|file):[^\s\p{Cc}]+$/iu.test(place)) return;
  throw new UserError(
    `${where}: ${JSON.stringify(place)} is neither an absolute path nor a URL of http, https or file: give one`,
    EXIT.usage,
  );
}

/** Looks over the OPENSTACK_* sources of a `.config`. @throws UserError (exit code 2), naming file and line. */
export async function checkConfiguredSources(configPath: string): Promise<void> {
  const text = await readFile(configPath, "latin1");
  for (const [index, line] of text.split("\n").entries()) {
    const match = /^(OPENSTACK_\w+_(GIT_URL|RELEASE|SOURCE_DIR|WHEELS_INDEX))="(.*)"$/.exec(line);
    if (!match) continue;
    const [, name = "", kind = "", quoted = ""] = match;
    const value = quoted.replace(/\\(.)/g, "$1");
    const where = `${configPath}:${index + 1}: ${name}`;
    // Buildroot's makefiles read the .config: make would expand the one, and the shells it starts the others.
    if (/[$`"'\\;|&<>]/.test(value)) {
      const message = `${where}: ${JSON.stringify(value)} holds a character that make or a shell would act on`;
      throw new UserError(`${message}: give another value`, EXIT.usage);
    }
    // An empty release means the repository's default branch, an empty folder or index none.
    if (kind === "SOURCE_DIR" || kind === "WHEELS_INDEX") requireSafePlace(where, value);
    else if (kind === "GIT_URL") requireSafeUrl(where, value);
    else if (value !== "") requireSafeRef(where, value);
  }
}
