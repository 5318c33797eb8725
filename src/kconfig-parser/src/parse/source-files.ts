import { unicodeOf } from "../byte-text.js";
import { FatalProblem, type Location } from "../diagnostics.js";
import type { Host } from "../host.js";

/** The contents of a sourced file: as named, else below `$srctree`; null when it is in neither place. */
export function readSource(host: Host, name: string): string | null {
  const path = unicodeOf(name);
  const direct = host.readFile(path);
  const sourceTree = host.env("srctree");
  if (direct !== null || path.startsWith("/") || sourceTree === undefined) return direct;
  return host.readFile(`${sourceTree}/${path}`);
}

/**
 * What is wrong with a file that cannot be read, in the C tools' words: they do open a folder, and then fail to read it.
 * @param at the statement that sources it; null for the top file
 */
export function unreadable(host: Host, name: string, at: Location | null): FatalProblem {
  const path = unicodeOf(name);
  const isFolder = path !== "" && (host.readFolder?.(path) ?? null) !== null;
  const place = at ?? { file: name, line: 1 };
  if (!isFolder && at === null)
    return new FatalProblem({ ...place, message: `can't find file ${name}`, form: "bare" });
  if (!isFolder) return new FatalProblem({ ...place, message: `can't open file "${name}"` });
  const detail = `"${name}" is a folder`;
  return new FatalProblem({ ...place, message: "input in flex scanner failed", form: "bare", detail }, 2);
}
