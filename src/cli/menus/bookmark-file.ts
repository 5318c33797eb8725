/** The user's bookmarks, which outlive the program: one small file for all trees. */
import { mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import { type Bookmark, sameness } from "../../menuconfig/bookmarks.js";

type Contents = Readonly<Record<string, readonly Bookmark[]>>;

/** Where the XDG base directories put the state of a program: `$XDG_STATE_HOME`, else `~/.local/state`. */
export function bookmarkFile(env: Readonly<Record<string, string | undefined>>): string {
  const named = env.XDG_STATE_HOME ?? "";
  // A relative one is to be ignored, the specification says.
  const state = isAbsolute(named) ? named : join(env.HOME || homedir(), ".local/state");
  return join(state, "ipa-menuconfig/bookmarks.json");
}

/** The bookmarks of a tree, by the name that it has in the file; none where the file is not there or not whole. */
export function readBookmarks(file: string, tree: string): readonly Bookmark[] {
  return contents(file)[tree] ?? [];
}

/**
 * Sets or takes away one bookmark in the file as it is now: another program may have written it since.
 * @throws the system's error when it cannot be written
 */
export function changeBookmark(file: string, tree: string, bookmark: Bookmark, isSet: boolean): void {
  const now = contents(file);
  const others = (now[tree] ?? []).filter((each) => sameness(each) !== sameness(bookmark));
  const next = { ...now, [tree]: isSet ? [...others, bookmark] : others };
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileAtomically(file, `${JSON.stringify(next, null, 2)}\n`);
}

function contents(file: string): Contents {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, "latin1"));
    if (typeof parsed !== "object" || parsed === null) return {};
    const trees = Object.entries(parsed).filter(([, list]) => Array.isArray(list)) as [string, unknown[]][];
    return Object.fromEntries(trees.map(([tree, list]) => [tree, list.filter(isBookmark)]));
  } catch {
    // Nothing was bookmarked yet, or it is not ours.
    return {};
  }
}

function isBookmark(value: unknown): value is Bookmark {
  if (typeof value !== "object" || value === null) return false;
  const { symbol, path } = value as { symbol?: unknown; path?: unknown };
  if (typeof symbol === "string") return true;
  return Array.isArray(path) && path.every((each) => typeof each === "string");
}
