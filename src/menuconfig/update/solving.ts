import type { KSymbol } from "kconfig-parser";
import type { KnowsReply } from "../knows.js";
import { shownValue, symbolName } from "../labels.js";
import { type Model, pop, push, type Step } from "../model.js";
import type { Screen } from "../screens.js";
import { LOOKING_FOR_WAYS } from "../words.js";
import { openPage } from "./open-page.js";

/** Has fixes looked for; what stands on the screen meanwhile takes their place when they are there. */
export function lookForWays(model: Model, symbol: KSymbol, value: string): Step {
  const screen: Screen = {
    kind: "question",
    purpose: { ask: "solving", symbol, value },
    text: `${symbolName(symbol)} = ${shownValue(value)}\n${LOOKING_FOR_WAYS}`,
    buttons: ["Stop", "Cancel"],
    button: 0,
  };
  return { model: push(model, screen), effects: [{ type: "solve", symbol, value }] };
}

/** `model` with it on top: what was found so far is shown, or nothing. */
export function answerSolving(model: Model, button: number): Step {
  if (button === 0) return { model, effects: [{ type: "stop-solving", keep: true }] };
  return { model: pop(model), effects: [{ type: "stop-solving", keep: false }] };
}

/** The ways, where they are still waited for; on the page of the ways for another value, in its place. */
export function afterSolved(model: Model, reply: Extract<KnowsReply, { type: "solved" }>): Step {
  const { symbol, value, report } = reply;
  const at = model.screens.findIndex((screen) => {
    if (screen.kind !== "question" || screen.purpose.ask !== "solving") return false;
    return screen.purpose.symbol === symbol && screen.purpose.value === value;
  });
  if (at < 0) return { model, effects: [] };
  const before = model.screens[at - 1];
  const from = before?.kind === "page" && before.page.of === "fix" ? at - 1 : at;
  const opened = openPage({ ...model, screens: model.screens.slice(0, from) }, { of: "fix", symbol, report });
  const above = model.screens.slice(at + 1);
  return { model: { ...opened, screens: [...opened.screens, ...above] }, effects: [] };
}
