import type { MenuNode } from "kconfig-parser";
import type { Command } from "../commands.js";
import type { ConfigFiles } from "../files.js";
import { keyFor } from "../keymap.js";
import { char, ctrl, type Key, named } from "../keys.js";
import type { Message, Outcome } from "../messages.js";
import { type Model, menuScreen, push, replaceTop, topScreen } from "../model.js";
import { mconfKeys } from "../presets/mconf.js";
import type { Screen } from "../screens.js";
import type { Services } from "../services.js";
import { dispatch } from "../session.js";
import { activeId } from "../trees.js";
import { inputForLoad, inputForSave } from "../update/input.js";
import { pageAndRow } from "../update/jump.js";
import { changedRows } from "./changes.js";
import { hitLabel, plainHits } from "./find.js";
import { PLAIN_HELP } from "./help.js";
import { type PlainCommand, parseLine } from "./line.js";
import { type PlainScreen, plainScreen } from "./screen.js";

/** The menus for lines: takes what is typed, writes what there is to see. */
export class PlainMenus {
  outcome: Outcome | null = null;
  /** The screen that was written last. */
  private told: Screen | null = null;
  /** What the last search found: until something else is typed, numbers mean these. */
  private found: readonly MenuNode[] | null = null;

  model: Model;

  constructor(
    start: Model,
    private readonly write: (text: string) => void,
    private readonly files: ConfigFiles,
    private readonly services: Services,
  ) {
    // Nobody presses these keys: those of one preset will do.
    this.model = { ...start, look: { ...start.look, keymap: mconfKeys, expanded: null } };
  }

  /** Writes the screen on top; pages of text are written and closed, until something is asked. */
  show(): void {
    while (this.outcome === null) {
      const screen = plainScreen(this.model);
      this.write(
        `\n${[screen.heading, ...screen.text].filter((line, i) => i > 0 || line !== "").join("\n")}\n`,
      );
      if (screen.takes !== "none") {
        this.told = topScreen(this.model);
        this.writeRows(screen.rows.map(({ text }) => text));
        return;
      }
      this.press(named("escape"));
    }
  }

  /** Ctrl-C: asks what leaving asks. False when that is asked already: enough is enough. */
  interrupt(): boolean {
    const top = topScreen(this.model);
    if (top.kind === "question" && top.purpose.ask === "leave") return false;
    this.press(ctrl("c"));
    if (this.outcome === null) this.show();
    return true;
  }

  /** Does what a typed line asks for, and writes what came of it. */
  take(line: string): void {
    const before = this.model;
    const screen = plainScreen(before);
    if (screen.takes === "text") this.answer(line);
    else if (!this.takeFound(line)) this.run(screen, parseLine(line), line);
    if (this.outcome !== null || topScreen(this.model) === this.told) return;
    if (
      before.screens.length !== this.model.screens.length ||
      topScreen(before).kind !== topScreen(this.model).kind
    )
      this.show();
  }

  private run(screen: PlainScreen, command: PlainCommand, line: string): void {
    switch (command.do) {
      case "show":
        this.show();
        return;
      case "open":
        this.onRow(screen, command.row, () => this.open());
        return;
      case "set":
        for (const row of command.rows)
          this.onRow(screen, row, () => this.set(screen, row, char(command.key)));
        return;
      case "value":
        this.onRow(screen, command.row, () => {
          this.press(named("enter"));
          if (topScreen(this.model).kind === "input") this.answer(command.text === "" ? '""' : command.text);
        });
        return;
      case "help":
        if (command.row === null) {
          this.write(`\n${PLAIN_HELP}\n`);
          return;
        }
        this.onRow(screen, command.row, () => this.press(char("?")));
        return;
      case "why":
      case "fix":
        this.onRow(screen, command.row, () => this.command(command.do));
        return;
      case "search":
        this.search(command.text);
        return;
      case "save":
        this.model = push(
          this.model,
          inputForSave(activeId(this.model), command.path ?? this.model.path, false),
        );
        this.press(named("enter"));
        return;
      case "load":
        this.model = push(this.model, inputForLoad(command.path));
        this.press(named("enter"));
        return;
      case "back":
        this.press(this.model.screens.length > 1 ? named("escape") : ctrl("c"));
        return;
      case "quit":
        this.press(ctrl("c"));
        return;
      case "show-all":
        this.model = { ...this.model, showAll: !this.model.showAll };
        this.show();
        return;
      case "command":
        this.command(command.command);
        this.show();
        return;
      case "unknown":
        this.label(screen, line);
        return;
    }
  }

  /** The start of a row's text picks it where that is the answer to a question. */
  private label(screen: PlainScreen, line: string): void {
    const wanted = line.trim().toLowerCase();
    const row = screen.rows.findIndex(({ text }) => text.toLowerCase().startsWith(wanted));
    if (topScreen(this.model).kind === "question" && row >= 0) {
      this.onRow(screen, row + 1, () => this.open());
    } else this.write(`"${line.trim()}" is no command: ? lists them.\n`);
  }

  private onRow(screen: PlainScreen, number: number, act: () => void): void {
    const row = screen.rows[number - 1];
    if (row === undefined) {
      this.write(`There is no row ${number}.\n`);
      return;
    }
    this.model = row.select(this.model);
    act();
  }

  /** Enter; and where Enter does nothing, on a plain option, the next value. */
  private open(): void {
    const before = this.model;
    const rows = rowTexts(before);
    this.press(named("enter"));
    const idle = this.outcome === null && this.model.screens.length === before.screens.length;
    if (!idle || topScreen(before).kind !== "menu") return;
    this.press(char(" "));
    this.tellChanges(rows);
  }

  private set(screen: PlainScreen, number: number, key: Key): void {
    const rows = rowTexts(this.model);
    this.press(key);
    const told = this.tellChanges(rows);
    if (!told) this.write(`${screen.rows[number - 1]?.text ?? ""}: stays as it is; ? ${number} says more.\n`);
  }

  /** Writes the rows that a change of values changed. */
  private tellChanges(before: readonly string[]): boolean {
    if (this.outcome !== null) return true;
    const lines = changedRows(before, rowTexts(this.model));
    for (const line of lines) this.write(`${line}\n`);
    return lines.length > 0;
  }

  /** A typed line for the field on top. */
  private answer(line: string): void {
    const screen = topScreen(this.model);
    if (screen.kind !== "input") return;
    if (line === "") {
      this.press(named("escape"));
      return;
    }
    const text = line === '""' ? "" : line;
    this.model = replaceTop(this.model, { ...screen, text, cursor: text.length, focus: -1 } satisfies Screen);
    this.press(named("enter"));
    if (this.outcome === null && topScreen(this.model).kind !== "input") this.show();
  }

  private search(text: string): void {
    this.found = plainHits(this.model, text);
    if (this.found.length === 0) {
      this.write(`Nothing has "${text}".\n`);
      return;
    }
    this.writeRows(this.found.map((node) => hitLabel(this.model, node)));
    this.write("A number goes there; anything else forgets these.\n");
  }

  /** A number after a search: goes to that place. */
  private takeFound(line: string): boolean {
    const { found } = this;
    this.found = null;
    const node = /^\s*\d+\s*$/.test(line) ? found?.[Number(line) - 1] : undefined;
    if (node === undefined) return false;
    const { page, row } = pageAndRow(this.model, node);
    this.model = push(this.model, menuScreen(page, row));
    return true;
  }

  private writeRows(rows: readonly string[]): void {
    const width = String(rows.length).length;
    for (const [i, text] of rows.entries()) this.write(`${String(i + 1).padStart(width)} ${text}\n`);
  }

  private command(command: Command): void {
    const key = keyFor(mconfKeys, command);
    if (key !== null) this.press(key);
  }

  private press(key: Key): void {
    this.send({ type: "key", key });
  }

  private send(message: Message): void {
    const turn = dispatch(this.model, message, this.files);
    this.model = turn.model;
    this.outcome ??= turn.outcome;
    for (const effect of turn.slow) this.services.start(effect, this.model, (reply) => this.late(reply));
  }

  /** An answer that took its time: told when it brought something to the screen. */
  private late(message: Message): void {
    const before = this.model.screens;
    this.send(message);
    if (this.model.screens.length !== before.length || topScreen(this.model).kind === "wait") this.show();
  }
}

function rowTexts(model: Model): string[] {
  return plainScreen(model).rows.map(({ text }) => text);
}
