import { dialectNames } from "../dialect.js";
import type { MergeOptions } from "../merge/merge-fragments.js";

export interface MergeArguments extends MergeOptions {
  readonly kind: "merge";
  readonly base: string;
  readonly fragments: readonly string[];
  /** The folder of the configuration that is written. */
  readonly output: string;
  readonly onlyMerge: boolean;
  readonly fromNothing: boolean;
  readonly strict: boolean;
  readonly kconfigFile: string;
  readonly dialect: string | null;
}

export const mergeUsage = `Usage: kconf merge [OPTIONS] BASE [FRAGMENT...]

Puts fragments of configurations upon a base, the later before the earlier, lets the tree complete them, and tells
what did not get the value that it was to have.

  -m              only merge: the tree is not read
  -n              what no file sets is n (allnoconfig), not at its default (alldefconfig)
  -r              tell of settings that a fragment repeats
  -y              a fragment's m does not replace a y
  -O DIR          write DIR/.config (KCONFIG_CONFIG names a file instead)
  -s              fail when a fragment gives a setting another value
  -Q              do not tell of settings that a fragment replaces
  --kconfig FILE  the top Kconfig file (default: Kconfig)
  --dialect NAME  whose language: ${dialectNames.join(", ")}
  -h, --help      this text

Environment: KCONFIG_CONFIG; CONFIG_ is the prefix of names (default: CONFIG_; empty with --dialect buildroot).
Exit status: 0 done; 1 a file that is missing, a redefinition with -s, or wrong arguments.
`;

type Parsed =
  | MergeArguments
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string };

/** Reads the command line of kconf merge; options end where the files begin. */
export function parseMerge(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Parsed {
  const flags = new Set<string>();
  const values = new Map([
    ["-O", "."],
    ["--kconfig", "Kconfig"],
  ]);
  let next = 0;
  for (; argv[next]?.startsWith("-"); next++) {
    const option = argv[next] ?? "";
    if (["-m", "-n", "-r", "-y", "-s", "-Q", "-h", "--help"].includes(option)) flags.add(option);
    else if (["-O", "--kconfig", "--dialect"].includes(option)) values.set(option, argv[++next] ?? "");
    else return { kind: "wrong", message: `unrecognized option '${option}': see kconf merge --help` };
  }
  const [base, ...fragments] = argv.slice(next);
  if (flags.has("-h") || flags.has("--help") || base === undefined) return { kind: "help" };
  const dialect = values.get("--dialect") ?? null;
  if (dialect !== null && !dialectNames.includes(dialect))
    return { kind: "wrong", message: `--dialect: there is no '${dialect}': use ${dialectNames.join(", ")}` };
  return {
    kind: "merge",
    base,
    fragments,
    output: (values.get("-O") ?? ".").replace(/(.)\/+$/, "$1"),
    onlyMerge: flags.has("-m"),
    fromNothing: flags.has("-n"),
    strict: flags.has("-s"),
    tellRedundant: flags.has("-r"),
    keepBuiltin: flags.has("-y"),
    quiet: flags.has("-Q"),
    kconfigFile: values.get("--kconfig") ?? "Kconfig",
    dialect,
    prefix: env.CONFIG_ ?? (dialect === "buildroot" ? "" : "CONFIG_"),
  };
}
