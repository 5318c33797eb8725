/** Digests of the files that decide what is built, by way of the scheduler's cache. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ABSENT, type Digest, type DigestCache, digestOf } from "../../scheduler/index.js";
import { entriesOf } from "../folder.js";

/** What is part of no result: the histories of version control. */
const HISTORIES = new Set([".git", ".hg", ".svn"]);

export class FileDigests {
  /** Trees that were looked at: many packages and the images name the same ones. */
  readonly #trees = new Map<string, Digest | null>();

  /** One look at the files; for what they are later make another one. */
  constructor(readonly cache: DigestCache) {}

  /** Of a file's content, links followed; null when there is none. */
  file(path: string): Digest | null {
    return present(this.cache.file(path));
  }

  /** Of all below a path, but for histories and what `exclude` names (paths below the top); null when nothing is there. */
  tree(path: string, exclude: (relative: string) => boolean = NOTHING): Digest | null {
    const known = exclude === NOTHING ? this.#trees.get(path) : undefined;
    if (known !== undefined) return known;
    const isOut = (relative: string) =>
      HISTORIES.has(relative.slice(relative.lastIndexOf("/") + 1)) || exclude(relative);
    const digest = present(this.cache.tree(path, { exclude: isOut }).digest);
    if (exclude === NOTHING) this.#trees.set(path, digest);
    return digest;
  }

  /** As tree, with a digest for nothing, too. */
  treeOrAbsent(path: string): Digest {
    return this.cache.tree(path).digest;
  }

  /**
   * What lies in a package's folder, by name: init scripts, patches, tables, subfolders (but for those with makefiles:
   * they are other packages). Makefiles count without their comments, options (Config.in) not at all: what they come to
   * is in the configuration.
   */
  folder(path: string): ReadonlyMap<string, Digest> {
    const found = new Map<string, Digest>();
    for (const entry of entriesOf(path)) {
      const full = join(path, entry.name);
      if (entry.isDirectory) {
        const isPackages = entriesOf(full).some(
          (below) => below.name.endsWith(".mk") || below.name === "Config.in",
        );
        const digest = isPackages ? null : this.tree(full);
        if (digest !== null) found.set(entry.name, digest);
      } else if (entry.name.endsWith(".mk")) found.set(entry.name, makefileDigest(full));
      else if (!entry.name.startsWith("Config.in")) {
        const digest = this.file(full);
        if (digest !== null) found.set(entry.name, digest);
      }
    }
    return found;
  }
}

const NOTHING = () => false;

function present(digest: Digest): Digest | null {
  return digest === ABSENT ? null : digest;
}

/** Lines that say nothing to make are left out, so that a comment rebuilds nothing. */
function makefileDigest(path: string): Digest {
  const lines = readFileSync(path, "latin1").split("\n");
  return digestOf(lines.filter((line) => !/^\s*(#.*)?$/.test(line)).join("\n"));
}
