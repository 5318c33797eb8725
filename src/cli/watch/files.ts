/** Looks at files and folders through chokidar. */
import { basename, sep } from "node:path";
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
      const inGit = (path: string) =>
        path.endsWith(`${sep}.git`) && !wanted.some((one) => one.startsWith(`${path}${sep}`));
      const watcher = watch([...wanted], {
        ignoreInitial: true,
        ignored: (path) => isNoise(path) || inGit(path),
        atomic: true,
      });
      watcher.on("all", (_event, path) => changed(path));
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
