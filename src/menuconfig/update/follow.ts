import type { KSymbol, MenuNode } from "kconfig-parser";
import { nodeOf, symbolName } from "../labels.js";
import { visited } from "../memory.js";
import type { Effect } from "../messages.js";
import { type Model, menuScreen, push, type Step } from "../model.js";
import type { Target } from "../page.js";
import { pageAndRow } from "./jump.js";
import { notice } from "./notice.js";
import { runCommand } from "./run-command.js";

/** Goes to what a row of a page stands for, or does it. */
export function follow(model: Model, target: Target): Step {
  switch (target.to) {
    case "node":
      return goTo(model, target.node);
    case "symbol":
      return goToSymbol(model, target.symbol);
    case "difference":
      return goToSymbol(model, target.difference.symbol);
    case "command":
      return runCommand(model, target.command, null) ?? { model, effects: [] };
    case "apply": {
      const { solution } = target;
      const label = `fix: ${solution.changes.map(({ symbol, to }) => `${symbol}=${to}`).join(", ")}`;
      return does(model, { type: "apply", solution, label });
    }
    case "reset":
      return does(model, { type: "reset", reset: target.reset });
  }
}

function does(model: Model, effect: Effect): Step {
  return { model, effects: [effect] };
}

function goToSymbol(model: Model, symbol: KSymbol): Step {
  const node = nodeOf(symbol);
  if (node === null || node.prompt === null) {
    return notice(
      model,
      `${symbolName(symbol)} has no prompt: it stands in no menu. Ask why it has its value.`,
    );
  }
  return goTo(model, node);
}

/** Opens the menu that an entry is in, on top of what is open; one that cannot be set now is shown all the same. */
function goTo(model: Model, node: MenuNode): Step {
  const hidden = !model.showAll && !isShown(model, node);
  const { look } = model;
  // Among the changed options alone it might not be.
  const there = look.modifiedOnly ? { ...model, look: { ...look, modifiedOnly: false } } : model;
  const { page, row } = pageAndRow(hidden ? { ...there, showAll: true } : there, node);
  const memory = visited(model.memory, node);
  const opened = push({ ...there, memory }, { ...menuScreen(page, row), all: hidden });
  return hidden
    ? notice(opened, "It cannot be set now: here, options that cannot be set are shown as well.")
    : { model: opened, effects: [] };
}

function isShown(model: Model, node: MenuNode): boolean {
  for (let at: MenuNode | null = node; at !== null && at.parent !== null; at = at.parent) {
    if (at.kind !== "if" && !model.config.isNodeVisible(at)) return false;
  }
  return true;
}
