import { dialectNames } from "../dialect.js";

/** Modes that take no file. */
const plainModes = [
  "olddefconfig",
  "oldnoconfig",
  "allnoconfig",
  "allyesconfig",
  "allmodconfig",
  "alldefconfig",
] as const;
/** Modes that take one: to read, or to write. */
const fileModes = ["defconfig", "savedefconfig"] as const;

export type Mode =
  | { readonly kind: Exclude<(typeof plainModes)[number], "oldnoconfig"> }
  | { readonly kind: "defconfig"; readonly file: string | null }
  | { readonly kind: "savedefconfig"; readonly file: string };

export type Arguments =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string }
  | {
      readonly kind: "run";
      readonly mode: Mode;
      readonly dialect: string | null;
      readonly silent: boolean;
      readonly kconfigFile: string;
    };

export const usage = `Usage: kconf [-s] [--dialect NAME] --MODE[=FILE] KCONFIG_FILE

Writes a configuration as the C program conf does, byte for byte.

Modes:
  --olddefconfig         the present configuration, new symbols at their defaults
  --defconfig[=FILE]     the settings in FILE, the rest at their defaults
  --savedefconfig=FILE   writes to FILE what differs from the defaults
  --allnoconfig          every option n
  --allyesconfig         every option y
  --allmodconfig         every option m where that is possible
  --alldefconfig         every option at its default

Options:
  -s, --silent           no message when a file was written
  --dialect NAME         whose language: ${dialectNames.join(", ")} (default: buildroot)
  -h, --help             this text

Environment:
  BR2_CONFIG, KCONFIG_CONFIG   the configuration file (default: .config)
  KCONFIG_ALLCONFIG            settings to start the all… modes from: a file, or 1 for the mode's own
                               (allno.config, …) or all.config
  KCONFIG_OVERWRITECONFIG      write into the file itself instead of replacing it
  srctree                      where sourced files are looked for when not in the current folder

Exit status: 0 done; 1 an error in the Kconfig files, a file that is missing or cannot be written, or wrong
arguments.
`;

/** Reads the command line of kconf. */
export function parseArguments(argv: readonly string[]): Arguments {
  let mode: Mode | null = null;
  let dialect: string | null = null;
  let silent = false;
  const files: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? "";
    const [name, value] = splitOption(argument);
    if (argument === "-h" || argument === "--help") return { kind: "help" };
    if (argument === "-s" || argument === "--silent") silent = true;
    else if (name === "--dialect") dialect = value ?? argv[++i] ?? "";
    else if (argument.startsWith("-")) {
      const parsed = parseMode(name.replace(/^--/, ""), value, () => argv[++i]);
      if (typeof parsed === "string") return { kind: "wrong", message: parsed };
      mode = parsed;
    } else files.push(argument);
  }
  const [kconfigFile] = files;
  if (mode === null) return { kind: "wrong", message: "no mode was given: name one, such as --olddefconfig" };
  if (kconfigFile === undefined) return { kind: "wrong", message: "Kconfig file missing" };
  if (dialect !== null && !dialectNames.includes(dialect))
    return { kind: "wrong", message: `--dialect: there is no '${dialect}': use ${dialectNames.join(", ")}` };
  return { kind: "run", mode, dialect, silent, kconfigFile };
}

function splitOption(argument: string): [string, string | undefined] {
  const equals = argument.indexOf("=");
  return equals === -1 ? [argument, undefined] : [argument.slice(0, equals), argument.slice(equals + 1)];
}

function parseMode(name: string, value: string | undefined, next: () => string | undefined): Mode | string {
  if (name === "defconfig") return { kind: name, file: value ?? null };
  if (name === "savedefconfig") {
    const file = value ?? next();
    return file === undefined
      ? "--savedefconfig: no file was given: write --savedefconfig=FILE"
      : { kind: name, file };
  }
  const kind = plainModes.find((m) => m === name);
  if (kind === undefined)
    return `--${name}: unknown option: the modes are ${[...plainModes, ...fileModes].join(", ")}`;
  return { kind: kind === "oldnoconfig" ? "olddefconfig" : kind };
}
