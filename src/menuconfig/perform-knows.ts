import { type Config, type KSymbol, resetSymbols, restoreSymbols, setString } from "kconfig-parser";
import { applySolution, solve } from "kconfig-parser/solve";
import type { ConfigFiles } from "./files.js";
import type { KnowsEffect, KnowsReply } from "./knows.js";
import { changeLabel } from "./labels.js";
import type { TreeState } from "./model.js";

/** How long fixes are looked for where nobody could stop it, in ms. */
const SOLVE_TIME = 1000;

/** Does what the pages of `why`, fixes, differences and the history ask for. */
export function performKnows(
  tree: TreeState,
  effect: Exclude<KnowsEffect, { type: "stop-solving" }>,
  files: ConfigFiles,
): KnowsReply {
  const { config } = tree;
  const { history } = tree.memory;
  switch (effect.type) {
    case "undo":
      return { type: "stepped", way: "undo", step: history.undo() };
    case "redo":
      return { type: "stepped", way: "redo", step: history.redo() };
    case "solve": {
      const { symbol, value } = effect;
      const report = solve(config, symbol, value, { timeLimit: SOLVE_TIME });
      return { type: "solved", symbol, value, report };
    }
    case "apply": {
      const { label, solution } = effect;
      return { type: "applied", label, ok: history.record(label, () => applySolution(config, solution)) };
    }
    case "reset": {
      const { symbols, to, label } = effect.reset;
      const changed = history.record(label, () =>
        to === "default" ? resetSymbols(config, symbols) : restoreSymbols(config, symbols, history.saved),
      );
      return { type: "reset-done", label, changed };
    }
    case "revert": {
      const { symbol, to } = effect;
      const ok = history.record(changeLabel(config, symbol), () => revert(config, symbol, to));
      return { type: "reverted", symbol, ok };
    }
    case "compare": {
      const { against } = effect;
      const name = against === "saved" ? tree.path : against === "defconfig" ? tree.memory.defconfig : null;
      return { type: "compared", against, other: name === null ? null : { name, text: files.read(name) } };
    }
  }
}

function revert(config: Config, symbol: KSymbol, to: string | null): boolean {
  if (to === null) return resetSymbols(config, [symbol]);
  const text = /^"(.*)"$/s.exec(to)?.[1]?.replace(/\\(.)/gs, "$1") ?? to;
  // A value of a choice is let go by setting another one, which is an entry of its own.
  if (symbol.choice !== null && text === "n") return resetSymbols(config, [symbol]);
  return setString(config, symbol, text);
}
