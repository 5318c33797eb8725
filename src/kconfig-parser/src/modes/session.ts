import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { WriteRequest } from "../cache/run-memory.js";
import type { Dialect } from "../dialect.js";
import type { Config } from "../eval/config.js";
import { type ReadResult, readSettings, settle } from "../files/read-config.js";
import type { Host } from "../host.js";
import type { CommandIo } from "../io.js";
import { freshSeed, readSeed } from "./random/seed.js";
import { writeOutput } from "./write-output.js";

/** One run of a mode: a tree's values, and the world they are read from and written to. */
export class Session {
  readonly dialect: Dialect;
  /** Whether a configuration was read that something is wrong with. */
  warned = false;
  /** Whether it did something to the world that is neither a text printed nor a file written by `write`. */
  didMore = false;
  private drawn: number | null = null;

  constructor(
    readonly config: Config,
    readonly host: Host,
    readonly io: CommandIo,
    /** No message when a file was written. */
    readonly silent: boolean,
    /** Told of each file written. */
    private readonly onWrite?: (request: WriteRequest) => void,
  ) {
    this.dialect = config.tree.dialect;
  }

  /** What randconfig draws from: KCONFIG_SEED, else one that differs from run to run. */
  get seed(): number {
    this.drawn ??= readSeed(this.variable("KCONFIG_SEED")) ?? freshSeed();
    return this.drawn;
  }

  /** An environment variable that counts: undefined when unset or empty. */
  variable(name: string): string | undefined {
    const value = this.host.env(name);
    return value === "" ? undefined : value;
  }

  /** The name of the configuration file. C: conf_get_configname(). */
  get configName(): string {
    const { configVariables, defaultConfigName } = this.dialect;
    const named = configVariables.map((name) => this.variable(name)).find((name) => name !== undefined);
    return named ?? defaultConfigName;
  }

  /** The file as this process finds it. */
  path(name: string): string {
    return resolve(this.io.cwd, name);
  }

  /** Reads settings and prints what is wrong with them before anything is computed, as C does. */
  take(text: string, file: string): ReadResult {
    const result = readSettings(this.config, text, file);
    if (result.warnings.length > 0) this.warned = true;
    for (const warning of result.warnings) this.io.err(`${warning}\n`);
    return result;
  }

  /** Reads a whole configuration. C: conf_read(). */
  read(text: string, file: string): void {
    settle(this.config, this.take(text, file));
  }

  /** Says what happened to a file, unless the user wants silence. */
  report(message: string): void {
    if (!this.silent) this.io.out(`#\n# ${message}\n#\n`);
  }

  /** Makes the folder of a file that is to be written; when it cannot, writing will say why. */
  makeFolderOf(name: string): void {
    try {
      if (mkdirSync(dirname(this.path(name)), { recursive: true }) !== undefined) this.didMore = true;
    } catch {
      // Something else stands in the way.
    }
  }

  /**
   * Writes a file whole or not at all.
   * @throws Failure with `what` and the system's reason.
   */
  write(name: string, text: string, what: string, options: { backup?: boolean; inPlace?: boolean }): void {
    const { backup = false, inPlace = false } = options;
    const request = { name, text, failure: what, backup, inPlace };
    writeOutput(this.io.cwd, request);
    this.onWrite?.(request);
  }
}
