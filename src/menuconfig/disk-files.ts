import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Config, configText, KconfigError, loadConfig, saveConfig } from "kconfig-parser";
import type { ConfigFiles, LoadOutcome, SaveOutcome } from "./files.js";

/** What was on disk: a hash of the contents, or that there was nothing. */
type Print = string | "absent";

/**
 * Configuration files on disk, with a memory of what each held when it was last read or written here: a file that
 * somebody else changed meanwhile is never overwritten without being asked about.
 */
export class DiskFiles implements ConfigFiles {
  private readonly known = new Map<string, Print>();

  /** @param cwd what relative paths are relative to */
  constructor(private readonly cwd: string) {}

  open(config: Config, path: string): LoadOutcome {
    const file = resolve(this.cwd, path);
    return attempt(() => {
      // Taken before reading: a change between the two is seen as a change later, not missed.
      const before = fingerprint(file);
      const result = loadConfig(config, file);
      this.known.set(file, before);
      return { ok: true, found: result.found, warnings: result.warnings };
    });
  }

  load(config: Config, path: string): LoadOutcome {
    const file = resolve(this.cwd, path);
    return attempt(() => {
      // Before the configuration is touched: one that cannot be read leaves it as it was.
      if (fingerprint(file) === "absent") return { ok: false, why: "there is no such file" };
      return this.open(config, path);
    });
  }

  save(config: Config, path: string, force: boolean): SaveOutcome {
    const file = resolve(this.cwd, path);
    try {
      if (!force) {
        const conflict = this.conflict(file, config);
        if (conflict !== null) return { result: "conflict", conflict };
      }
      saveConfig(config, file);
      this.known.set(file, fingerprint(file));
      return { result: "saved", path };
    } catch (error) {
      return { result: "failed", why: reason(error) };
    }
  }

  private conflict(file: string, config: Config): "changed" | "exists" | null {
    const now = fingerprint(file);
    const then = this.known.get(file);
    if (now === "absent" || now === then) return null;
    // The very bytes that are about to be written: nothing of anybody's is lost.
    if (now === hash(Buffer.from(configText(config), "latin1"))) return null;
    return then === undefined ? "exists" : "changed";
  }
}

function hash(bytes: Buffer): Print {
  return createHash("sha256").update(bytes).digest("hex");
}

function fingerprint(file: string): Print {
  try {
    return hash(readFileSync(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "absent";
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
