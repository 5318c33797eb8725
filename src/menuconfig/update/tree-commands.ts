import type { Command } from "../commands.js";
import type { Model, Step } from "../model.js";
import { showCost } from "./cost.js";
import { askToKeep } from "./keep.js";
import { switchTree } from "./trees.js";

/** Commands that are about whole trees; null for all others. */
export function treeCommand(model: Model, command: Command | null): Step | null {
  switch (command) {
    case "next-tree":
      return switchTree(model, 1);
    case "previous-tree":
      return switchTree(model, -1);
    case "cost":
      return showCost(model);
    case "save-source":
      return askToKeep(model);
    default:
      return null;
  }
}
