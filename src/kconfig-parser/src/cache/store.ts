import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { writeFileAtomically } from "../files/atomic-write.js";
import { fingerprintText } from "./fingerprint.js";
import { type Packed, pack, unpack } from "./packed-file.js";

/** A folder of packed files that may vanish at any time. Nothing in it is needed, and all of it is checked. */
export class CacheStore {
  constructor(private readonly folder: string) {}

  /** The packed file of that name; null when it is not there or not whole. */
  load(name: string): Packed | null {
    const path = join(this.folder, name);
    try {
      const packed = unpack(readFileSync(path));
      if (packed === null) rmSync(path, { force: true });
      return packed;
    } catch {
      return null;
    }
  }

  /** Keeps a packed file. A cache that cannot be written is no error: the next run will do the work again. */
  save(name: string, packed: Packed): void {
    try {
      mkdirSync(this.folder, { recursive: true, mode: 0o700 });
      writeFileAtomically(join(this.folder, name), pack(packed), { durable: false });
    } catch {
      // Full, read-only, or not ours.
    }
  }

  /** Removes a file that nothing leads to any more. */
  remove(name: string): void {
    try {
      rmSync(join(this.folder, name), { force: true });
    } catch {
      // Not ours to remove.
    }
  }

  /** Marks a file as used, so that `prune` keeps it. */
  touch(name: string): void {
    try {
      const now = new Date();
      utimesSync(join(this.folder, name), now, now);
    } catch {
      // Gone: somebody else has pruned it.
    }
  }

  /** Removes what has not been used for longest until at most `limit` bytes are left. */
  prune(limit: number): void {
    try {
      const files = readdirSync(this.folder).flatMap((name) => {
        const path = join(this.folder, name);
        const stats = statSync(path, { throwIfNoEntry: false });
        return stats?.isFile() ? [{ path, size: stats.size, used: stats.mtimeMs }] : [];
      });
      files.sort((a, b) => b.used - a.used);
      let total = 0;
      for (const { path, size } of files) {
        total += size;
        if (total > limit) rmSync(path, { force: true });
      }
    } catch {
      // The folder is not there.
    }
  }
}

/**
 * The cache that the environment names: KCONFIG_CACHE is a folder, or `off`; without it a folder of the user's own
 * (XDG_CACHE_HOME, else ~/.cache). Null when there is to be none, or when others could write into it.
 */
export function userCache(env: Readonly<Record<string, string | undefined>>): CacheStore | null {
  const named = env.KCONFIG_CACHE;
  if (named === "off") return null;
  const home = env.HOME ?? homedir();
  const folder = named || join(env.XDG_CACHE_HOME || join(home, ".cache"), "kconfig-parser");
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats !== undefined && !isOurs(stats.uid, stats.mode)) return null;
  return new CacheStore(folder);
}

function isOurs(owner: number, mode: number): boolean {
  const uid = process.getuid?.();
  return uid === undefined || (owner === uid && (mode & 0o022) === 0);
}

/** A name for a packed file, from all that it depends on. */
export function nameOf(kind: string, parts: readonly (string | null)[]): string {
  return `${kind}-${fingerprintText(JSON.stringify(parts))}`;
}

/** A name that nothing has yet, in no process and on no machine. */
export function newName(kind: string): string {
  const random = Math.random().toString(36).slice(2);
  return `${kind}-${Date.now().toString(36)}-${process.pid.toString(36)}-${random}`;
}
