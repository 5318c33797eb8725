import { bytesOf, unicodeOf } from "../../byte-text.js";
import type { Host } from "../../host.js";

/** Kconfiglib's words for `source`: `r` starts at the folder of the file that has it, `o` needs no match. */
export const sourceWords: ReadonlySet<string> = new Set(["source", "rsource", "osource", "orsource"]);

/** How a statement of these words finds its files. */
export interface SourceStatement {
  readonly isRelative: boolean;
  readonly isOptional: boolean;
}

/** What a word of `sourceWords` means. */
export function sourceStatement(word: string): SourceStatement {
  const before = word.slice(0, -"source".length);
  return { isRelative: before.includes("r"), isOptional: before.includes("o") };
}

/** The path as seen from the folder of `file`. */
export function relativeTo(file: string, path: string): string {
  return path.startsWith("/") ? path : file.slice(0, file.lastIndexOf("/") + 1) + path;
}

/** The files that a path with `*`, `?` and `[…]` names, in the order of their names; the path itself without any. */
export function matchingFiles(host: Host, path: string): readonly string[] {
  if (!hasPattern(path)) return [path];
  const sourceTree = host.env("srctree");
  const here = expand(host, "", path);
  if (here.length > 0 || sourceTree === undefined || path.startsWith("/")) return here;
  return expand(host, `${sourceTree}/`, path);
}

function hasPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

function expand(host: Host, base: string, path: string): readonly string[] {
  let found: readonly string[] = [path.startsWith("/") ? "/" : ""];
  const parts = path.split("/").filter((part) => part !== "");
  for (const [i, part] of parts.entries()) {
    const end = i < parts.length - 1 ? "/" : "";
    if (!hasPattern(part)) found = found.map((before) => `${before}${part}${end}`);
    else found = found.flatMap((before) => namesIn(host, base + before, part).map((n) => before + n + end));
  }
  return found.filter((file) => host.readFile(unicodeOf(base + file)) !== null);
}

/** A name that begins with a dot is matched only by a pattern that does. */
function namesIn(host: Host, folder: string, pattern: string): readonly string[] {
  const matches = nameMatcher(pattern);
  const names = host.readFolder?.(unicodeOf(folder === "" ? "." : folder)) ?? [];
  return names
    .map(bytesOf)
    .filter((name) => matches(name) && (!name.startsWith(".") || pattern.startsWith(".")))
    .sort();
}

function nameMatcher(pattern: string): (name: string) => boolean {
  const source = pattern.replace(
    /\[(!?)([^\]]+)\]|[*?]|[\\^$.|+(){}[\]]/g,
    (all, not: string, set?: string) => {
      if (set !== undefined) return `[${not === "" ? "" : "^"}${set.replace(/[\\\]^]/g, "\\$&")}]`;
      return all === "*" ? "[^/]*" : all === "?" ? "[^/]" : `\\${all}`;
    },
  );
  const expression = new RegExp(`^${source}$`, "s");
  return (name) => expression.test(name);
}
