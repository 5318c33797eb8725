import {
  type Config,
  createConfig,
  type DialectName,
  type Host,
  type KSymbol,
  readTree,
} from "kconfig-parser";

/** A host whose files are given as text. */
export function memoryHost(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Host {
  return { readFile: (path) => files[path] ?? null, env: (name) => env[name], shell: () => "" };
}

/** The values of a tree written down as one text. */
export function configOf(
  kconfig: string,
  env: Readonly<Record<string, string>> = {},
  dialect: DialectName = "buildroot",
): Config {
  return createConfig(readTree("Kconfig", memoryHost({ Kconfig: kconfig }, env), dialect));
}

/** The symbol of that name; fails the test when there is none. */
export function symbolOf(config: Config, name: string): KSymbol {
  const symbol = config.tree.symbol(name);
  if (symbol === undefined) throw new Error(`no symbol ${name}`);
  return symbol;
}
