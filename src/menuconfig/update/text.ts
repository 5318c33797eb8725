import { commandOf } from "../keymap.js";
import { charOf, type Key, nameOf } from "../keys.js";
import { textHeight } from "../layout.js";
import { type Model, menuScreen, pop, push, replaceTop, type Step } from "../model.js";
import type { Jump, TextScreen } from "../screens.js";
import { longestLine } from "../text.js";
import { pageAndRow } from "./jump.js";
import { runCommand } from "./run-command.js";

const SIDEWAYS = 8;

export function updateText(model: Model, screen: TextScreen, key: Key): Step {
  const height = textHeight(model.size);
  const last = Math.max(0, screen.lines.length - height);
  const longest = longestLine(screen.lines);
  const top = Math.min(screen.top, last);
  const scroll = (to: number): Step => ({
    model: replaceTop(model, { ...screen, top: Math.min(Math.max(0, to), last) }),
    effects: [],
  });
  const shift = (to: number): Step => ({
    model: replaceTop(model, { ...screen, left: Math.min(Math.max(0, to), Math.max(0, longest - 1)) }),
    effects: [],
  });
  switch (nameOf(key)) {
    case "up":
      return scroll(top - 1);
    case "down":
      return scroll(top + 1);
    case "pageup":
      return scroll(top - height);
    case "pagedown":
      return scroll(top + height);
    case "home":
      return scroll(0);
    case "end":
      return scroll(last);
    case "left":
      return shift(screen.left - SIDEWAYS);
    case "right":
      return shift(screen.left + SIDEWAYS);
    case "enter":
    case "escape":
      return { model: pop(model), effects: [] };
  }
  switch (charOf(key)) {
    case "k":
    case "K":
      return scroll(top - 1);
    case "j":
    case "J":
      return scroll(top + 1);
    case "b":
    case "B":
      return scroll(top - height);
    case " ":
    case "d":
    case "D":
      return scroll(top + height);
    case "g":
      return scroll(0);
    case "G":
      return scroll(last);
    case "h":
    case "H":
      return shift(screen.left - SIDEWAYS);
    case "l":
    case "L":
      return shift(screen.left + SIDEWAYS);
    case "0":
      return shift(0);
    case "e":
    case "E":
    case "x":
    case "X":
      return { model: pop(model), effects: [] };
  }
  const jump = shownJumps(screen, top, height).find((each) => each.digit === charOf(key));
  if (jump === undefined) return ofEntry(model, screen, key) ?? { model, effects: [] };
  const { page, row } = pageAndRow(model, jump.node);
  return { model: push(replaceTop(model, { ...screen, top }), menuScreen(page, row)), effects: [] };
}

/** From the help of an entry it is asked why, and for fixes, as from its row. */
function ofEntry(model: Model, screen: TextScreen, key: Key): Step | null {
  const command = commandOf(model.look.keymap, key);
  if (screen.node === undefined || (command !== "why" && command !== "fix")) return null;
  return runCommand(model, command, screen.node);
}

/** Digits repeat down the page of results: the one that counts is the one on the screen. */
function shownJumps(screen: TextScreen, top: number, height: number): readonly Jump[] {
  return screen.jumps.filter((jump) => jump.line >= top && jump.line < top + height);
}
