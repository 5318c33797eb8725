/** Options of drivers, set in a configuration so that they take: with all that they depend on. */
import { type Config, createConfig, type KconfigTree, MOD, readConfiguration, YES } from "kconfig-parser";
import { applySolution, solve, solveText } from "kconfig-parser/solve";

/** What came of the wish for a driver. */
export type Addition =
  | { readonly kind: "already"; readonly symbol: string; readonly value: "m" | "y" }
  /** Settings by name without prefix, in an order in which they can be made; the driver's own is among them. */
  | { readonly kind: "added"; readonly symbol: string; readonly settings: ReadonlyMap<string, string> }
  | { readonly kind: "impossible"; readonly symbol: string; readonly why: string };

/** The configuration that a text makes, what it leaves open at its defaults. */
export function configurationOf(tree: KconfigTree, text: string): Config {
  const config = createConfig(tree);
  readConfiguration(config, text, "merged");
  return config;
}

/** Sets the option in `config` to m where it can be a module and `builtIn` is not asked for, else to y. */
export function addDriver(config: Config, name: string, builtIn: boolean): Addition {
  const symbol = config.tree.symbol(name);
  if (symbol === undefined)
    return { kind: "impossible", symbol: name, why: "this kernel has no such option" };
  const now = config.triValue(symbol);
  if (now === YES || (now === MOD && !builtIn))
    return { kind: "already", symbol: name, value: now === YES ? "y" : "m" };
  let why = "";
  for (const value of builtIn || symbol.type === "bool" ? ["y"] : ["m", "y"]) {
    const report = solve(config, symbol, value);
    const best = report.kind === "solved" ? report.solutions[0] : undefined;
    if (best) {
      applySolution(config, best);
      const settings = new Map(best.changes.map((change) => [change.symbol, change.to]));
      return { kind: "added", symbol: name, settings };
    }
    why ||= solveText(report).trim();
  }
  return { kind: "impossible", symbol: name, why };
}

/** Which settings of a text do not have the value that it asks for, once all the rest has its say. */
export function settingsThatFail(
  tree: KconfigTree,
  text: string,
  settings: ReadonlyMap<string, string>,
): readonly string[] {
  const config = configurationOf(tree, text);
  return [...settings].flatMap(([name, value]) => {
    const symbol = tree.symbol(name);
    return symbol !== undefined && config.stringValue(symbol) === value ? [] : [name];
  });
}
