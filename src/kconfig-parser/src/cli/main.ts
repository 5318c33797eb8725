import { resolve } from "node:path";
import { formatDiagnostic, formatWarning, KconfigError } from "../diagnostics.js";
import { buildroot, type Dialect, dialectByName } from "../dialect.js";
import { Config } from "../eval/config.js";
import { type SetAllMode, setAllNew } from "../eval/set-all.js";
import { writeFileAtomically } from "../files/atomic-write.js";
import { readSettings, settle } from "../files/read-config.js";
import { configText, defconfigText } from "../files/write-config.js";
import { type Host, nodeHost } from "../host.js";
import { unmetDependencyText } from "../info/unmet-dependency.js";
import { readTree } from "../open-tree.js";
import { type Arguments, type Mode, parseArguments, usage } from "./arguments.js";
import { type CommandIo, Failure } from "./io.js";
import { subcommandByName } from "./subcommands.js";

export type { CommandIo } from "./io.js";

/** Runs kconf; gives its exit status: 0, or 1 for every failure, as C's conf. */
export function main(argv: readonly string[], io: CommandIo): number {
  const subcommand = subcommandByName(argv[0] ?? "");
  if (subcommand) return subcommand(argv.slice(1), io);
  const parsed = parseArguments(argv);
  if (parsed.kind === "help") {
    io.out(usage);
    return 0;
  }
  if (parsed.kind === "wrong") {
    io.err(`kconf: ${parsed.message}\n${usage}`);
    return 1;
  }
  try {
    new Run(parsed, io).run();
    return 0;
  } catch (error) {
    if (error instanceof KconfigError)
      io.err(
        [...error.warnings.map(formatWarning), ...error.diagnostics.map(formatDiagnostic), ""].join("\n"),
      );
    else if (error instanceof Failure) io.err(error.message);
    else throw error;
    return 1;
  }
}

const setAllModes: Partial<Record<Mode["kind"], SetAllMode>> = {
  allnoconfig: "no",
  allyesconfig: "yes",
  allmodconfig: "mod",
  alldefconfig: "default",
  defconfig: "default",
};

const seedFiles: Partial<Record<Mode["kind"], string>> = {
  allnoconfig: "allno.config",
  allyesconfig: "allyes.config",
  allmodconfig: "allmod.config",
  alldefconfig: "alldef.config",
};

class Run {
  private readonly host: Host;
  private readonly dialect: Dialect;

  constructor(
    private readonly options: Extract<Arguments, { kind: "run" }>,
    private readonly io: CommandIo,
  ) {
    this.host = nodeHost(io.cwd, io.env);
    this.dialect = dialectByName(options.dialect ?? "buildroot") ?? buildroot;
  }

  run(): void {
    const { mode, kconfigFile } = this.options;
    const tree = readTree(kconfigFile, this.host, this.dialect.name);
    for (const warning of tree.warnings) this.io.err(`${formatWarning(warning)}\n`);
    const config = new Config(tree);
    config.onUnmetDependency = (symbol) => this.io.err(unmetDependencyText(config, symbol));
    this.load(config, mode);
    const setAll = setAllModes[mode.kind];
    if (setAll !== undefined) setAllNew(config, setAll);
    if (mode.kind === "savedefconfig") this.writeDefconfig(config, mode.file);
    else this.writeConfig(config);
  }

  private load(config: Config, mode: Mode): void {
    switch (mode.kind) {
      case "defconfig": {
        const file = mode.file ?? this.configName();
        const text = this.host.readFile(file);
        if (text === null) throw new Failure(`***\n*** Can't find default configuration "${file}"!\n***\n`);
        this.read(config, text, file);
        return;
      }
      case "olddefconfig":
      case "savedefconfig": {
        const text = this.host.readFile(this.configName());
        if (text !== null) this.read(config, text, this.configName());
        return;
      }
      default:
        this.loadSeed(config, seedFiles[mode.kind] ?? "all.config");
    }
  }

  /** KCONFIG_ALLCONFIG: a file, or "" or 1 for the mode's own file or all.config. */
  private loadSeed(config: Config, ownFile: string): void {
    const name = this.host.env("KCONFIG_ALLCONFIG");
    if (name === undefined) return;
    const candidates = name === "" || name === "1" ? [ownFile, "all.config"] : [name];
    for (const file of candidates) {
      const text = this.host.readFile(file);
      if (text === null) continue;
      this.print(readSettings(config, text, file).warnings);
      return;
    }
    throw new Failure(
      candidates.length === 1
        ? `*** Can't read seed configuration "${name}"!\n`
        : `*** KCONFIG_ALLCONFIG set, but no "${ownFile}" or "all.config" file found\n`,
    );
  }

  /** C prints what is wrong with the file before it computes anything. */
  private read(config: Config, text: string, file: string): void {
    const result = readSettings(config, text, file);
    this.print(result.warnings);
    settle(config, result);
  }

  private print(warnings: readonly string[]): void {
    for (const warning of warnings) this.io.err(`${warning}\n`);
  }

  private configName(): string {
    const { configVariables, defaultConfigName } = this.dialect;
    return (
      configVariables.map((v) => this.host.env(v)).find((v) => v !== undefined && v !== "") ??
      defaultConfigName
    );
  }

  private writeConfig(config: Config): void {
    const name = this.configName();
    const path = resolve(this.io.cwd, name);
    const inPlace = (this.host.env("KCONFIG_OVERWRITECONFIG") ?? "") !== "";
    try {
      writeFileAtomically(path, configText(config), { backup: `${path}.old`, inPlace });
    } catch (error) {
      throw new Failure(`\n*** Error during writing of the configuration.\n\n${reason(name, error)}`);
    }
    if (!this.options.silent) this.io.out(`#\n# configuration written to ${name}\n#\n`);
  }

  private writeDefconfig(config: Config, file: string): void {
    try {
      writeFileAtomically(resolve(this.io.cwd, file), defconfigText(config), { inPlace: true });
    } catch (error) {
      throw new Failure(`n*** Error while saving defconfig to: ${file}\n\n${reason(file, error)}`);
    }
  }
}

function reason(file: string, error: unknown): string {
  return `kconf: ${file}: ${error instanceof Error ? error.message : String(error)}\n`;
}
