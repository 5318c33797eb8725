/** Buildroot's stamps say that a package is installed; these functions say whether it was we who saw it installed. */
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { type PackageFacts, prefixOf } from "./facts.js";

const LAST_STAMP = ".stamp_installed";
/** In a package's build folder: the time of the last stamp as it was when the package was finished under our eyes. */
const SEEN = ".ipa-image-seen";

/** Remembers that the package as it stands now is the one that was recorded. */
export function markSeen(output: string, { stampDir }: PackageFacts): void {
  const time = stampTime(join(output, stampDir, LAST_STAMP));
  if (time !== null) writeFileSync(join(output, stampDir, SEEN), time);
}

/** What is not as we left it, or null: a plain make may have built it since. */
export function notAsSeen(output: string, { stampDir }: PackageFacts): string | null {
  const stamp = `${stampDir}/${LAST_STAMP}`;
  const time = stampTime(join(output, stamp));
  if (time === null) return stamp;
  let seen = "";
  try {
    seen = readFileSync(join(output, stampDir, SEEN), "latin1");
  } catch {
    // Not seen at all, or its file is lost: both are answered below.
  }
  return seen === time ? null : `${stamp} as we left it (something else built it since)`;
}

/**
 * make compares a kernel's stamps with the times of its configuration files. Where only times differ (a checkout, a
 * touch) it would configure, build and install again; so the stamps of a package that is up to date get a new time.
 */
export function renewStamps(output: string, buildroot: string, facts: PackageFacts): void {
  const folder = join(output, facts.stampDir);
  const configured = statSync(join(folder, ".stamp_dotconfig"), { throwIfNoEntry: false });
  if (!configured) return;
  const newest = Math.max(
    0,
    ...kconfigFiles(facts, buildroot).map((path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0),
  );
  if (newest < configured.mtimeMs) return;
  const time = new Date(Math.max(Date.now(), newest));
  for (const name of readdirSync(folder))
    if (name.startsWith(".stamp_")) utimesSync(join(folder, name), time, time);
  markSeen(output, facts);
}

function kconfigFiles(facts: PackageFacts, buildroot: string): readonly string[] {
  const prefix = prefixOf(facts.name);
  const names = [`${prefix}_KCONFIG_FILE`, `${prefix}_KCONFIG_FRAGMENT_FILES`];
  const words = names.flatMap((name) => (facts.variables.get(name) ?? "").split(/\s+/));
  return words.filter((path) => path !== "").map((path) => (isAbsolute(path) ? path : join(buildroot, path)));
}

function stampTime(path: string): string | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.mtimeNs.toString() ?? null;
}
