import { Config, type KconfigTree, type KSymbol, settingLine, type UserValues } from "kconfig-parser";

/** The settings of a configuration, by symbol, each as it stands behind the `=` of a `.config`; unset ones are n. */
export type Settings = ReadonlyMap<KSymbol, string>;

/** One setting that two configurations have otherwise; null where one of them does not have it at all. */
export interface Difference {
  readonly symbol: KSymbol;
  readonly from: string | null;
  readonly to: string | null;
}

function read(config: Config): Settings {
  const found = new Map<KSymbol, string>();
  for (const symbol of config.tree.symbols) {
    if (symbol.isChoice || symbol.name === null || !config.isWritten(symbol)) continue;
    found.set(symbol, valueOfLine(settingLine(config, symbol)));
  }
  return found;
}

function valueOfLine(line: string): string {
  return line.startsWith("#") ? "n" : line.slice(line.indexOf("=") + 1, -1);
}

const present = new WeakMap<Config, { state: number; settings: Settings }>();

/** What would be written now. */
export function settingsOf(config: Config): Settings {
  const known = present.get(config);
  if (known !== undefined && known.state === config.stateNumber) return known.settings;
  const settings = read(config);
  // Taken after reading: what was not computed yet has been.
  present.set(config, { state: config.stateNumber, settings });
  return settings;
}

const past = new WeakMap<UserValues, Settings>();

/** What would have been written when these values were set. They must not change any more. */
export function settingsThen(tree: KconfigTree, user: UserValues): Settings {
  let settings = past.get(user);
  if (settings === undefined) {
    settings = read(new Config(tree, user.clone()));
    past.set(user, settings);
  }
  return settings;
}

/** What the text of a configuration file says of the symbols of a tree. */
export function settingsOfText(tree: KconfigTree, text: string): Settings {
  const { prefix } = tree.dialect;
  const found = new Map<KSymbol, string>();
  for (const line of text.split(/\r?\n/)) {
    const unset = /^# (\S+) is not set/.exec(line)?.[1];
    const equals = line.indexOf("=");
    const name = unset ?? (line.startsWith("#") || equals < 0 ? "" : line.slice(0, equals));
    const symbol = name.startsWith(prefix) ? tree.symbol(name.slice(prefix.length)) : undefined;
    if (symbol === undefined || symbol.nodes.length === 0) continue;
    found.set(symbol, unset === undefined ? line.slice(equals + 1) : "n");
  }
  return found;
}

/**
 * What differs, in the order of the tree. An option that is not there and one that is n are the same to who sets
 * them: neither does anything.
 */
export function differences(tree: KconfigTree, from: Settings, to: Settings): Difference[] {
  const found: Difference[] = [];
  for (const symbol of tree.symbols) {
    const before = from.get(symbol) ?? null;
    const after = to.get(symbol) ?? null;
    if (before === after || (isOff(before) && isOff(after))) continue;
    found.push({ symbol, from: before, to: after });
  }
  return found;
}

function isOff(value: string | null): boolean {
  return value === null || value === "n";
}
