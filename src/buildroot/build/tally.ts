/** Counts finished packages by Buildroot's own stamps, so that the count is right after an interruption too. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PackageInfo } from "./show-info.js";

export interface Tally {
  readonly total: number;
  readonly done: number;
  /** Looks again at one package, or at all; returns those newly found finished. */
  refresh(name?: string): readonly string[];
}

/** A tally over the packages that leave stamps. Root filesystems are left out: they are made anew each time. */
export function openTally(output: string, packages: ReadonlyMap<string, PackageInfo>): Tally {
  const waiting = new Map<string, string>();
  for (const item of packages.values()) {
    if (item.stampDir !== null && item.kind !== "rootfs")
      waiting.set(item.name, join(output, item.stampDir, ".stamp_installed"));
  }
  const total = waiting.size;
  const refresh = (name?: string): readonly string[] => {
    const candidates = name === undefined ? [...waiting.keys()] : [name];
    const finished = candidates.filter((candidate) => {
      const stamp = waiting.get(candidate);
      return stamp !== undefined && existsSync(stamp);
    });
    for (const candidate of finished) waiting.delete(candidate);
    return finished;
  };
  refresh();
  return {
    total,
    get done() {
      return total - waiting.size;
    },
    refresh,
  };
}
