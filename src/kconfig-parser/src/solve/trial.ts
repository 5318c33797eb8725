import type { Config } from "../eval/config.js";
import { symbolLabel } from "../explain/reference.js";
import { applySettings, copyConfig, hasValue, putSettings, type Setting } from "./apply.js";
import type { Assignment } from "./assignments.js";
import type { Change, SideEffect, Solution } from "./report.js";

/** What became of a set of assignments when it was made. */
export interface Trial {
  readonly config: Config;
  /** Those that could be made, in the order in which they were. */
  readonly made: readonly Assignment[];
  /** Whether the wish came true, and each assignment made still stands. */
  readonly works: boolean;
}

/** Whether it is worth making the assignments one after the other. */
function isPromising(config: Config, wish: Setting, settings: readonly Assignment[]): boolean {
  const copy = copyConfig(config);
  putSettings(copy, settings);
  return hasValue(copy, wish.symbol, wish.value);
}

/** Makes the assignments in a copy of the configuration and looks; null when they clearly do not do. */
export function tryQuickly(config: Config, wish: Setting, settings: readonly Assignment[]): Trial | null {
  const trial = isPromising(config, wish, settings) ? tryOut(config, wish, settings) : null;
  return trial?.works ? trial : null;
}

/** Makes the assignments in a copy of the configuration and looks. */
function tryOut(config: Config, wish: Setting, settings: readonly Assignment[]): Trial {
  const copy = copyConfig(config);
  const made = applySettings(copy, settings);
  const stands = made.every((s) => hasValue(copy, s.symbol, s.value));
  return { config: copy, made, works: stands && hasValue(copy, wish.symbol, wish.value) };
}

/** Leaves out every assignment without which the wish comes true, too. */
export function withoutNeedless(config: Config, wish: Setting, trial: Trial): Trial {
  let best = trial;
  for (const candidate of [...trial.made].reverse()) {
    const fewer = best.made.filter((a) => a !== candidate);
    if (fewer.length === best.made.length) continue;
    best = tryQuickly(config, wish, fewer) ?? best;
  }
  return best;
}

/** The changes in words, and all else that changed with them. */
export function solutionOf(config: Config, wish: Setting, trial: Trial): Solution {
  const set = new Set(trial.made.map((a) => a.symbol));
  const changes = trial.made.map(({ symbol, value }): Change => {
    const node = symbol.nodes.find((n) => n.prompt !== null) ?? symbol.nodes[0];
    return {
      symbol: symbolLabel(symbol),
      prompt: node?.prompt ?? null,
      location: node?.location ?? null,
      from: config.stringValue(symbol),
      to: value,
    };
  });
  const sideEffects: SideEffect[] = [];
  for (const symbol of config.tree.symbols) {
    if (symbol.name === null || symbol === wish.symbol || set.has(symbol)) continue;
    const [from, to] = [config.stringValue(symbol), trial.config.stringValue(symbol)];
    if (from !== to) sideEffects.push({ symbol: symbol.name, from, to });
  }
  return { changes, sideEffects };
}
