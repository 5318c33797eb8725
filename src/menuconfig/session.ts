import { KconfigError, searchSymbols, setString, setTri, toggle } from "kconfig-parser";
import type { ConfigFiles } from "./files.js";
import type { Edit, Effect, Message, Model, Outcome } from "./model.js";
import { update } from "./update.js";

/** The state after a message and all that followed from it. */
export interface Turn {
  readonly model: Model;
  /** Set when the menus are to be left. */
  readonly outcome: Outcome | null;
  readonly suspend: boolean;
}

/** Gives a message to the menus, does what they ask for, gives them the answers, until they ask for nothing more. */
export function dispatch(start: Model, message: Message, files: ConfigFiles): Turn {
  let model = start;
  let outcome: Outcome | null = null;
  let suspend = false;
  const queue: Message[] = [message];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const step = update(model, next);
    model = step.model;
    for (const effect of step.effects) {
      if (effect.type === "quit") outcome = effect.outcome;
      else if (effect.type === "suspend") suspend = true;
      else {
        const reply = perform(model, effect, files);
        if (reply !== null) queue.push(reply);
      }
    }
  }
  return { model, outcome, suspend };
}

type Doable = Exclude<Effect, { type: "quit" | "suspend" }>;

function perform(model: Model, effect: Doable, files: ConfigFiles): Message | null {
  switch (effect.type) {
    case "edit":
      return edit(model, effect.edit);
    case "save": {
      const { path, leave } = effect;
      const saved = files.save(model.config, path, effect.force);
      if (saved.result === "saved") return { type: "saved", path, leave };
      if (saved.result === "failed") return { type: "save-failed", path, why: saved.why };
      return { type: "save-conflict", path, leave, conflict: saved.conflict };
    }
    case "load": {
      const loaded = files.load(model.config, effect.path);
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
        return { type: "bad-pattern", why: error.diagnostics.map((each) => each.message).join("\n") };
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
    case "string":
      setString(config, change.symbol, change.text);
      return null;
    case "yes":
      if (setTri(config, change.symbol, 2)) return null;
      // As far as it goes: a module, where what it depends on is one.
      return setTri(config, change.symbol, 1) ? { type: "only-module" } : null;
  }
}
