import { choose, KconfigError, searchSymbols, setString, setTri, toggle } from "kconfig-parser";
import type { ConfigFiles } from "./files.js";
import { isKnowsEffect } from "./knows.js";
import { changeLabel } from "./labels.js";
import type { Edit, Effect, Message, Outcome } from "./messages.js";
import type { Model } from "./model.js";
import { performKnows } from "./perform-knows.js";
import type { SlowEffect } from "./slow.js";
import type { Solver } from "./solver.js";
import { treeState } from "./trees.js";
import { update } from "./update.js";

/** The state after a message and all that followed from it. */
export interface Turn {
  readonly model: Model;
  /** Set when the menus are to be left. */
  readonly outcome: Outcome | null;
  readonly suspend: boolean;
  /** To be started; the answers come as messages of their own. */
  readonly slow: readonly SlowEffect[];
}

/** Gives a message to the menus, does what they ask for, gives them the answers, until they ask for nothing more. */
export function dispatch(
  start: Model,
  message: Message,
  files: ConfigFiles,
  /** Looks for fixes while other messages come; without it they are looked for on the spot. */
  solver: Solver | null = null,
): Turn {
  let model = start;
  let outcome: Outcome | null = null;
  let suspend = false;
  const slow: SlowEffect[] = [];
  const queue: Message[] = [message];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const step = update(model, next);
    model = step.model;
    for (const effect of step.effects) {
      if (effect.type === "quit") outcome = effect.outcome;
      else if (effect.type === "suspend") suspend = true;
      else if (isSlow(effect)) slow.push(effect);
      else if (effect.type === "stop-solving") solver?.stop(effect.keep);
      else {
        const reply =
          effect.type === "solve" && solver !== null
            ? solver.start(model.config, effect.symbol, effect.value)
            : perform(model, effect, files);
        if (reply !== null) queue.push(reply);
      }
    }
  }
  return { model, outcome, suspend, slow };
}

type Doable = Exclude<Effect, { type: "quit" | "suspend" | "stop-solving" } | SlowEffect>;

const SLOW: ReadonlySet<string> = new Set<SlowEffect["type"]>([
  "open-tree",
  "stop-opening",
  "check-source",
  "estimate",
  "keep-changes",
  "keep-bookmark",
]);

function isSlow(effect: Effect): effect is SlowEffect {
  return SLOW.has(effect.type);
}

function perform(model: Model, effect: Doable, files: ConfigFiles): Message | null {
  if (isKnowsEffect(effect)) return performKnows(model, effect, files);
  const { history } = model.memory;
  switch (effect.type) {
    case "edit":
      return history.record(changeLabel(model.config, effect.edit.symbol), () => edit(model, effect.edit));
    case "save": {
      const { tree, path, leave, force } = effect;
      const state = treeState(model, tree);
      if (state === null) return null;
      const saved = files.save(state.config, path, force);
      if (saved.result === "saved") {
        state.memory.history.noteSaved();
        const { also = "", offer = null } = saved;
        return { type: "saved", tree, path, leave, also, offer };
      }
      if (saved.result === "failed") return { type: "save-failed", tree, path, leave, why: saved.why };
      const { conflict, diff } = saved;
      return { type: "save-conflict", tree, path, leave, conflict, diff };
    }
    case "keep-saved": {
      const { path, ...rest } = effect;
      return { ...rest, type: "kept-saved", text: files.keep(path) };
    }
    case "merge": {
      const { tree, path, leave } = effect;
      const state = treeState(model, tree);
      if (state === null) return null;
      const merged = state.memory.history.record(`merge of ${path}`, () => files.merge(state.config, path));
      if (!merged.ok) return { type: "merge-failed", path, why: merged.why };
      return { type: "merged", tree, path, leave, merge: merged.merge };
    }
    case "load": {
      const loaded = history.record(
        `load of ${effect.path}`,
        () => files.load(model.config, effect.path),
        ({ ok }) => (ok ? { before: model.path, after: effect.path } : null),
      );
      if (!loaded.ok) return { type: "load-failed", path: effect.path, why: loaded.why };
      return { type: "loaded", path: effect.path, warnings: loaded.warnings };
    }
    case "search":
      try {
        return {
          type: "found",
          pattern: effect.pattern,
          symbols: searchSymbols(model.config.tree, effect.pattern),
        };
      } catch (error) {
        if (!(error instanceof KconfigError)) throw error;
        const { pattern } = effect;
        return {
          type: "bad-pattern",
          pattern,
          why: error.diagnostics.map((each) => each.message).join("\n"),
        };
      }
  }
}

function edit(model: Model, change: Edit): Message | null {
  const { config } = model;
  switch (change.kind) {
    case "toggle":
      toggle(config, change.symbol);
      return null;
    case "tri":
      setTri(config, change.symbol, change.value);
      return null;
    case "choose":
      choose(config, change.choice, change.symbol);
      return null;
    case "string":
      setString(config, change.symbol, change.text);
      return null;
    case "yes":
      if (setTri(config, change.symbol, 2)) return null;
      // As far as it goes: a module, where what it depends on is one.
      return setTri(config, change.symbol, 1) ? { type: "only-module" } : null;
  }
}
