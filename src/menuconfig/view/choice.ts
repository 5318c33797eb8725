import type { Frame } from "../frame.js";
import { besideWidth, CHOICE_HINT_ROWS, centredRect, choiceListHeight, panePlace } from "../layout.js";
import { clampPosition } from "../list.js";
import type { Model } from "../model.js";
import type { ChoiceScreen } from "../screens.js";
import { display, wrap } from "../text.js";
import { CHOICE_BUTTONS } from "../update/choice.js";
import { choiceRows } from "../update/open-choice.js";
import { CHOICE_HINT } from "../words.js";
import { background, buttons, frame } from "./dialog.js";
import { list } from "./list.js";
import { besideRect, infoOf, viewPane } from "./pane.js";

export function viewChoice(model: Model, screen: ChoiceScreen): Frame {
  const { config } = model;
  const canvas = background(model);
  const nodes = choiceRows(config, screen.choice, model.showAll);
  const height = choiceListHeight(model.size, nodes.length, model.look.pane);
  const isBeside = panePlace(model.size, model.look.pane) === "beside";
  const rect = centredRect(model.size, model.size.columns - 15, height + CHOICE_HINT_ROWS + 6);
  frame(canvas, rect, display(screen.choice.prompt ?? "Choice"));
  for (const [i, line] of wrap(CHOICE_HINT, rect.width - 4)
    .slice(0, CHOICE_HINT_ROWS)
    .entries()) {
    canvas.put(rect.x + 2, rect.y + 1 + i, line, "dialog");
  }
  const chosen = screen.choice.symbol === null ? null : config.choiceSelection(screen.choice.symbol);
  const rows = nodes.map((node) => {
    const prompt = display(node.prompt ?? "");
    if (node.symbol === null) return `    *** ${prompt} ***`;
    return `(${node.symbol === chosen ? "X" : " "}) ${prompt}`;
  });
  const inner = {
    x: rect.x + 2,
    y: rect.y + 1 + CHOICE_HINT_ROWS,
    width: isBeside ? besideWidth(rect.width - 4) : rect.width - 4,
    height: height + 2,
  };
  const longest = Math.max(0, ...rows.map((row) => row.length));
  const left = Math.max(1, Math.floor((inner.width - 2 - longest) / 2));
  const position = clampPosition(screen.position, rows.length, height);
  const cursor = list(canvas, inner, rows, position, left);
  if (isBeside) viewPane(canvas, besideRect(rect, inner), infoOf(model, nodes[position.index] ?? null));
  const active = buttons(canvas, rect, CHOICE_BUTTONS, screen.button);
  return canvas.frame(rows.length === 0 ? active : cursor);
}
