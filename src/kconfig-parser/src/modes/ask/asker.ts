import { upToNul } from "../../byte-text.js";
import { setString, setTri, triAllowed } from "../../eval/assign.js";
import type { Config } from "../../eval/config.js";
import { Failure } from "../../io.js";
import type { MenuNode } from "../../model/menu.js";
import type { KSymbol } from "../../model/symbol.js";
import { MOD, NO, type Tri, triText, YES } from "../../model/tri.js";
import { askChoice } from "./choice.js";
import { helpPage } from "./help-page.js";
import { isShown } from "./is-shown.js";
import type { Terminal } from "./terminal.js";

/** How often everything new may be asked for without an answer being read or set. */
const patience = 3;

/**
 * Walks menus and asks for values: for all (oldaskconfig), or for those that have none (oldconfig).
 * C: conf() and what it calls.
 */
export class Asker {
  /** Columns to the left of what is printed, two a level. */
  indent = 0;
  /** The menu that is walked as if all of it were asked. */
  private entry: MenuNode;
  private restarts = 0;
  /** The entry without a value that was found last. */
  private lastNew: MenuNode | null = null;

  constructor(
    readonly config: Config,
    readonly terminal: Terminal,
    private readonly asksAll: boolean,
  ) {
    this.entry = config.tree.root;
  }

  /** Asks until nothing new is left. */
  run(): void {
    if (this.asksAll) this.walk(this.config.tree.root);
    const updater = this.asksAll ? new Asker(this.config, this.terminal, false) : this;
    updater.askNew();
  }

  /** @throws Failure where C would ask for ever, as what it asks for stays without a value */
  private askNew(): void {
    const { config, terminal } = this;
    for (let inVain = 0; inVain < patience; ) {
      const before = { user: config.user.clone(), read: terminal.linesRead };
      this.restarts = 0;
      this.findNew(config.tree.root);
      if (this.restarts === 0) return;
      const isSame = terminal.linesRead === before.read && config.user.differences(before.user).length === 0;
      inVain = isSame ? inVain + 1 : 0;
    }
    throw new Failure(neverAnswered(this.lastNew));
  }

  /** Looks for entries without a value, and walks the menu around each. C: check_conf(). */
  private findNew(node: MenuNode): void {
    if (!isShown(this.config, node)) return;
    const { symbol } = node;
    if (symbol && !hasAnswer(this.config, symbol) && isAsked(this.config, symbol)) {
      this.lastNew = node;
      if (this.restarts++ === 0) this.terminal.print("*\n* Restart config...\n*\n");
      this.entry = menuAround(node, this.config.tree.root);
      this.walk(this.entry);
    }
    for (const child of node.children) this.findNew(child);
  }

  /** Asks for an entry and what is below it. C: conf(). */
  walk(node: MenuNode): void {
    const { config } = this;
    if (!isShown(config, node)) return;
    if (node.prompt !== null && hasTitle(node)) {
      // Only menus with something new are shown when only what is new is asked.
      if (!this.asksAll && node.kind !== "comment" && this.entry !== node) {
        this.findNew(node);
        return;
      }
      this.title(node.prompt);
    }
    this.ask(node);
  }

  private ask(node: MenuNode): void {
    const { symbol } = node;
    if (symbol === null) this.walkChildren(node);
    else if (symbol.isChoice) {
      if (!askChoice(this, node, symbol)) this.walkChildren(node);
    } else {
      if (["int", "hex", "string"].includes(symbol.type)) this.askText(node, symbol);
      else if (symbol.type !== "unknown") this.askTri(node, symbol);
      this.walkChildren(node);
    }
  }

  walkChildren(node: MenuNode): void {
    if (node.symbol) this.indent += 2;
    for (const child of node.children) this.walk(child);
    if (node.symbol) this.indent -= 2;
  }

  /** A line of text at the present indentation. */
  line(text: string): void {
    this.terminal.print(" ".repeat(this.indent) + text);
  }

  help(node: MenuNode): void {
    this.terminal.print(`\n${helpPage(this.config, node)}\n`);
  }

  /** Whether a question is put at all; else the present value is printed as its answer. */
  puts(hasValue: boolean): boolean {
    return this.asksAll || !hasValue;
  }

  private title(text: string): void {
    this.line("*\n");
    this.line(`* ${text}\n`);
    this.line("*\n");
  }

  /** The answer to a prompt that is already printed; null when there is nothing to ask. C: conf_askvalue(). */
  private answer(symbol: KSymbol, present: string): string | null {
    const { config, terminal } = this;
    const hasValue = config.hasUserValue(symbol);
    if (!hasValue) terminal.print("(NEW) ");
    if (config.isChangeable(symbol) && this.puts(hasValue)) return terminal.answer("\n");
    terminal.print(`${present}\n`);
    return null;
  }

  private askText(node: MenuNode, symbol: KSymbol): void {
    const { config } = this;
    for (;;) {
      const present = config.stringValue(symbol);
      this.line(`${node.prompt ?? ""} (${symbol.name ?? ""}) [${present}] `);
      const answer = this.answer(symbol, present);
      if (answer === null) return;
      if (answer === "?\n") this.help(node);
      // C cuts the last character, which is the newline, except where the input ends without one.
      else if (setString(config, symbol, answer[0] === "\n" ? present : upToNul(answer).slice(0, -1))) break;
      else if (this.terminal.isAtEnd && config.tree.dialect.modes.givesUpAtEnd)
        throw new Failure(`\nerror: no value for new symbol '${symbol.name}' at end of input\n`);
    }
    this.terminal.accepted();
  }

  /** C: conf_sym(). */
  askTri(node: MenuNode, symbol: KSymbol): void {
    const { config } = this;
    for (;;) {
      const present = config.triValue(symbol);
      const others = ([NO, MOD, YES] as const).filter((v) => v !== present && triAllowed(config, symbol, v));
      const values = [triText(present).toUpperCase(), ...others.map(triText), "?"].join("/");
      this.line(`${node.prompt ?? ""} ${symbol.name === null ? "" : `(${symbol.name}) `}[${values}] `);
      const answer = this.answer(symbol, triText(present));
      if (answer === null) return;
      const meant = readTri(answer, present);
      if (meant === "unclear") continue;
      if (meant !== "help" && setTri(config, symbol, meant)) break;
      this.help(node);
    }
    this.terminal.accepted();
  }
}

/** What an answer without blanks around it means: y, yes, n, no, m; nothing keeps the present value. */
function readTri(answer: string, present: Tri): Tri | "help" | "unclear" {
  const word = stripped(answer);
  if (word === "") return present;
  if (word.startsWith("?")) return "help";
  const rest = word.slice(1);
  if (/^[nN]/.test(word) && (rest === "" || rest === "o")) return NO;
  if (/^[mM]/.test(word) && rest === "") return MOD;
  if (/^[yY]/.test(word) && (rest === "" || rest === "es")) return YES;
  return "unclear";
}

/** Without blanks at both ends, as isspace() sees them. */
export function stripped(text: string): string {
  return upToNul(text).replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, "");
}

/** Whether the user can be asked for it. */
export function isAsked(config: Config, symbol: KSymbol): boolean {
  if (symbol.isChoice && config.tree.dialect.values.choices === "group") return false;
  return config.isChangeable(symbol) || (symbol.isChoice && config.triValue(symbol) === YES);
}

/** Whether the user has given a value; for a choice that is only a group, to all of it that can be seen. */
export function hasAnswer(config: Config, symbol: KSymbol): boolean {
  if (!symbol.isChoice || config.tree.dialect.values.choices === "symbol") return config.hasUserValue(symbol);
  return symbol.choiceValues.every(
    (member) => config.visibility(member) === NO || config.hasUserValue(member),
  );
}

/** Menus, menuconfigs, comments and the main menu are announced. */
function hasTitle({ kind, isMenuConfig }: MenuNode): boolean {
  return kind === "menu" || kind === "comment" || kind === "mainmenu" || isMenuConfig;
}

/** The menu that shows the entry: itself when it is one. C: menu_get_parent_menu(). */
function menuAround(node: MenuNode, root: MenuNode): MenuNode {
  let menu: MenuNode = node;
  while (menu.parent !== null && !(menu.prompt !== null && hasTitle(menu) && menu.kind !== "comment"))
    menu = menu.parent;
  return menu.parent === null ? root : menu;
}

function neverAnswered(node: MenuNode | null): string {
  const place = node === null ? "Kconfig" : `${node.location.file}:${node.location.line}`;
  const name = node?.prompt ?? node?.symbol?.name ?? "";
  return `${place}: '${name}': it has no value however often it is asked for: mend its type or its values\n`;
}
