import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Config,
  configText,
  createConfig,
  diffText,
  KconfigError,
  loadConfig,
  readConfiguration,
  saveConfig,
} from "kconfig-parser";
import type { ConfigFiles, LoadOutcome, MergeOutcome, SavedBesides, SaveOutcome } from "./files.js";
import { lostSettings, mergeTexts } from "./merge.js";

/**
 * Configuration files on disk, with a memory of what each held when it was last read or written here: a file that
 * somebody else changed meanwhile is never overwritten without being asked about.
 */
export class DiskFiles implements ConfigFiles {
  /** What was on disk, one byte a character; null: nothing. */
  private readonly known = new Map<string, string | null>();

  /** What each held when it was first read here. */
  private readonly first = new Map<string, string | null>();

  /**
   * @param cwd what relative paths are relative to
   * @param world told of every file that was written, by its absolute path; says what else was done for it
   */
  constructor(
    private readonly cwd: string,
    private readonly world: { saved(file: string): SavedBesides; keep(file: string): string } = ALONE,
  ) {}

  open(config: Config, path: string): LoadOutcome {
    const file = resolve(this.cwd, path);
    return attempt(() => {
      // Taken before reading: a change between the two is seen as a change later, not missed.
      const before = contents(file);
      const result = loadConfig(config, file);
      this.known.set(file, before);
      if (!this.first.has(file)) this.first.set(file, before);
      return { ok: true, found: result.found, warnings: result.warnings };
    });
  }

  /** The text that the file had when it was first read here; null when it was not there. */
  firstText(path: string): string | null {
    return this.first.get(resolve(this.cwd, path)) ?? null;
  }

  load(config: Config, path: string): LoadOutcome {
    const file = resolve(this.cwd, path);
    return attempt(() => {
      // Before the configuration is touched: one that cannot be read leaves it as it was.
      if (contents(file) === null) return { ok: false, why: "there is no such file" };
      return this.open(config, path);
    });
  }

  read(path: string): string | null {
    try {
      return contents(resolve(this.cwd, path));
    } catch {
      return null;
    }
  }

  save(config: Config, path: string, force: boolean): SaveOutcome {
    const file = resolve(this.cwd, path);
    try {
      if (!force) {
        const conflict = this.conflict(file, config);
        if (conflict !== null) return conflict;
      }
      saveConfig(config, file);
      this.known.set(file, contents(file));
      return { result: "saved", path, ...this.world.saved(file) };
    } catch (error) {
      return { result: "failed", why: reason(error) };
    }
  }

  keep(path: string): string {
    return this.world.keep(resolve(this.cwd, path));
  }

  merge(config: Config, path: string): MergeOutcome {
    const file = resolve(this.cwd, path);
    const { prefix } = config.tree.dialect;
    try {
      const theirs = contents(file);
      if (theirs === null) return { ok: false, why: "there is no such file" };
      // Whole: a setting that a file leaves to its default was changed by nobody.
      const base = wholeText(config, this.known.get(file) ?? "");
      const merged = mergeTexts(base, wholeText(config, theirs), configText(config), prefix);
      readConfiguration(config, merged.text, path);
      // What is in memory is in no file yet.
      config.modified = true;
      this.known.set(file, theirs);
      const lost = lostSettings(merged.wanted, configText(config), prefix);
      return { ok: true, merge: { ...merged.report, lost } };
    } catch (error) {
      return { ok: false, why: reason(error) };
    }
  }

  private conflict(file: string, config: Config): SaveOutcome | null {
    const now = contents(file);
    const then = this.known.get(file);
    if (now === null || now === then) return null;
    const ours = configText(config);
    // The very bytes that are about to be written: nothing of anybody's is lost.
    if (now === ours) return null;
    const diff = diffText(now, ours, config.tree.dialect.prefix, false).split("\n").slice(0, -1);
    return { result: "conflict", conflict: then === undefined ? "exists" : "changed", diff };
  }
}

/** Nobody else has to do with the files. */
const ALONE = { saved: (): SavedBesides => ({}), keep: (): string => "" };

/** The configuration that a file's text stands for, defaults and all. */
function wholeText({ tree }: Config, text: string): string {
  const config = createConfig(tree);
  readConfiguration(config, text, "");
  return configText(config);
}

function contents(file: string): string | null {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

function attempt(run: () => LoadOutcome): LoadOutcome {
  try {
    return run();
  } catch (error) {
    return { ok: false, why: reason(error) };
  }
}

const PLAIN_REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "not permitted",
  EISDIR: "is a directory",
  ENOENT: "the directory does not exist",
  ENOTDIR: "a part of the path is no directory",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
  EDQUOT: "the disk quota is used up",
};

function reason(error: unknown): string {
  if (error instanceof KconfigError) return error.message;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  return PLAIN_REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}
