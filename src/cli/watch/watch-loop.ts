/** Builds, waits for a change, lets the inputs come to rest, and builds again. Time and disk are the caller's. */
import { few } from "../progress/words.js";

export interface Watching {
  /** Looks at these paths from now on, and at no others; no change is missed once the promise is kept. */
  readonly set: (paths: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface WatchOptions {
  /** Builds once; an error of the build is told by itself. */
  readonly build: () => Promise<void>;
  /** What to look at; asked before the first build, and after each one, for a configuration may name other files. */
  readonly paths: () => Promise<readonly string[]>;
  /** Begins to look; `changed` is called with each path that changed. */
  readonly watch: (paths: readonly string[], changed: (path: string) => void) => Watching;
  /** Calls back once after so many milliseconds; returns what takes that back. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
  readonly say: (text: string) => void;
  /** Ends the loop, after the build that is under way. */
  readonly signal: AbortSignal;
}

/** Inputs rest when none of them changed for so many milliseconds: an editor or git writes several files. */
export const REST = 500;

/** Returns when the signal has fired. */
export async function watchAndBuild(options: WatchOptions): Promise<void> {
  const { signal, say } = options;
  const changes = new Changes(options.after);
  const watching = options.watch(await options.paths(), (path) => changes.add(path));
  const stop = () => changes.stop();
  signal.addEventListener("abort", stop);
  try {
    while (!signal.aborted) {
      await options.build();
      if (signal.aborted) return;
      const paths = await options.paths();
      await watching.set(paths);
      say(`watch: waiting for changes in ${paths.length} files and folders (Ctrl-C ends)`);
      const changed = await changes.atRest();
      if (changed.length > 0) say(`watch: changed: ${few(changed, 5)}`);
    }
  } finally {
    signal.removeEventListener("abort", stop);
    await watching.close();
  }
}

/** The paths that changed since they were last asked for. */
class Changes {
  readonly #paths = new Set<string>();
  #cancel: (() => void) | null = null;
  #rested = false;
  #stopped = false;
  #wake: (() => void) | null = null;

  constructor(readonly after: WatchOptions["after"]) {}

  add(path: string): void {
    this.#paths.add(path);
    this.#rested = false;
    this.#cancel?.();
    this.#cancel = this.after(REST, () => {
      this.#cancel = null;
      this.#rested = true;
      this.#wake?.();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
    this.#wake?.();
  }

  /** Waits until something changed and came to rest; empty when it was stopped. */
  async atRest(): Promise<readonly string[]> {
    while (!this.#stopped && !this.#rested) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#wake = null;
    if (this.#stopped) return [];
    const paths = [...this.#paths].sort();
    this.#paths.clear();
    this.#rested = false;
    return paths;
  }
}
