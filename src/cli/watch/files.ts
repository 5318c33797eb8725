/** Looks at files and folders through chokidar. */
import { statSync } from "node:fs";
import { basename, dirname } from "node:path";
import { isWithin } from "../../buildroot/folder.js";
import type { Watching } from "./watch-loop.js";

/** What editors write beside a file, and what git writes at every look. */
export function isNoise(path: string): boolean {
  const name = basename(path);
  return /^(\.#.*|#.*#|.*~|\..*\.sw[a-z]|4913|.*\.lock|.*\.tmp|__pycache__|.*\.pyc)$/.test(name);
}

/** Begins to look at `paths`; a file that is replaced by another one of its name is one that changed. */
export async function watcherOfFiles(): Promise<
  (paths: readonly string[], changed: (path: string) => void) => Watching
> {
  // Only here: no other command needs it, and it takes time to load.
  const { watch } = await import("chokidar");
  return (paths, changed) => {
    const begin = (wanted: readonly string[]) => {
      const watcher = watch([...new Set(wanted.map(folderOf))], {
        ignoreInitial: true,
        ignored: (path) => !isAskedFor(path, wanted),
        atomic: true,
      });
      watcher.on("all", (_event, path) => {
        if (wanted.some((one) => isWithin(path, one))) changed(path);
      });
      watcher.on("error", (error) => {
        console.error(
          `watch: ${error instanceof Error ? error.message : String(error)}: changes there may be missed`,
        );
      });
      const ready = new Promise<void>((resolve) => watcher.on("ready", resolve));
      return { watcher, ready, names: wanted.join("\0") };
    };
    let current = begin(paths);
    return {
      set: async (wanted) => {
        const old = current;
        if (wanted.join("\0") !== old.names) current = begin(wanted);
        // A path that is added to a watcher tells nobody when it is looked at; a new watcher does.
        await current.ready;
        if (current !== old) await old.watcher.close();
      },
      close: () => current.watcher.close(),
    };
  };
}

/**
 * The folder through which a path is looked at: of a file, or of what is not there yet, the nearest that exists. A file
 * that is replaced is another one to the kernel, and a second watcher may be left with the first one; its folder stays.
 */
function folderOf(path: string): string {
  for (let folder = path; ; folder = dirname(folder)) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() || folder === dirname(folder))
      return folder;
  }
}

/** What is in a wanted path, but for noise and git's own files; and whatever leads to a wanted path or is one. */
function isAskedFor(path: string, wanted: readonly string[]): boolean {
  if (wanted.some((one) => isWithin(one, path))) return true;
  return !isNoise(path) && basename(path) !== ".git" && wanted.some((one) => isWithin(path, one));
}
