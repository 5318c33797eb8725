import { type Diagnostic, FatalProblem, type Location } from "../diagnostics.js";
import type { Host } from "../host.js";
import { and, type Expr } from "../model/expr.js";
import { type HelpText, isBlank } from "../model/help.js";
import { MenuNode, type NodeKind } from "../model/menu.js";
import type { KSymbol, Prompt, SymbolType } from "../model/symbol.js";
import { SymbolTable } from "../model/symbol-table.js";

/** The kernel's trees have none, old ones a few hundred. */
const maximumWarnings = 100_000;

/** The tree while it is being read: what the statements add, before dependencies are propagated. */
export class TreeBuilder {
  readonly symbols = new SymbolTable();
  readonly nodes: MenuNode[] = [];
  readonly warnings: Diagnostic[] = [];
  readonly errors: Diagnostic[] = [];
  /** What `$(info,…)` has for standard output. */
  readonly output: string[] = [];
  /** Every file read, in the order of reading. */
  readonly files: string[] = [];
  /** The environment variables that macros used and that were set. */
  environment: ReadonlyMap<string, string> = new Map();
  readonly root: MenuNode;
  /**
   * Set when a file has ended in the middle of its last line. The C tools then believe to be in the file that sources
   * it already, while they still add what that line says.
   */
  fileAtEnd: string | null = null;
  /** The last entry that goes on in another file than it began in, and how many of its options were read there. */
  private spread: MenuNode | null = null;
  private elsewhere = 0;
  /** Where new entries go. */
  parent: MenuNode;

  constructor(
    readonly host: Host,
    rootFile: string,
    /** SyntaxRules.refusesOddEntries. */
    private readonly refusesOddEntries = false,
  ) {
    this.root = new MenuNode(0, "mainmenu", null, { file: rootFile, line: 1 });
    this.nodes.push(this.root);
    this.parent = this.root;
  }

  /** @throws FatalProblem when there is no end of warnings: a file of other contents has one for each byte. */
  warn(location: Location, message: string): void {
    if (this.warnings.length >= maximumWarnings)
      throw new FatalProblem({
        ...(location.line === 0 ? this.root.location : location),
        message: `${maximumWarnings} warnings: is this a Kconfig file?`,
      });
    this.warnings.push({ ...location, message });
  }

  error(location: Location, message: string, more: Pick<Diagnostic, "detail" | "form"> = {}): void {
    this.errors.push({ ...location, message, ...more, after: this.warnings.length });
  }

  /** An entry is complete. */
  endEntry(node: MenuNode, location: Location): void {
    if (node.kind === "symbol" && node.isMenuConfig && node.promptProperty === null)
      this.tellOdd(location, "menuconfig statement without prompt");
  }

  /** Gives a config or a choice its help text; the last one counts. */
  setHelp(node: MenuNode, help: HelpText, location: Location): void {
    const name = node.symbol?.name ?? "<choice>";
    if (node.helpProperty !== null)
      this.tellOdd(
        location,
        `'${name}' defined with more than one help text`,
        " -- only the last one will be used",
      );
    if (isBlank(help)) this.tellOdd(location, `'${name}' defined with blank help text`);
    node.helpProperty = help;
  }

  /** Of an entry that C takes for an error or not, by its version; `consequence` follows where it does not. */
  private tellOdd(location: Location, message: string, consequence = ""): void {
    if (this.refusesOddEntries) this.error(location, message);
    else this.warnings.push({ ...location, message: `${message}${consequence}`, form: "spaced" });
  }

  /** An option of an entry was read: notes where C places it, and when it came, if its entry does not tell. */
  afterOption(node: MenuNode, { file, line }: Location): void {
    const { symbol } = node;
    const told = this.fileAtEnd ?? file;
    if (symbol === null || (told === node.location.file && this.spread !== node)) return;
    this.spread = node;
    const elsewhere = { file: told, rank: ++this.elsewhere };
    for (const list of [symbol.prompts, symbol.defaults, symbol.selects, symbol.implies, symbol.ranges]) {
      const last = list.at(-1);
      // The value of a variable is taken before anything is read beyond it.
      if (last?.node === node && last.line === line && !("isAlways" in last))
        Object.assign(last, { elsewhere });
    }
  }

  addEntry(kind: NodeKind, symbol: KSymbol | null, location: Location): MenuNode {
    const node = new MenuNode(this.nodes.length, kind, symbol, this.placeOf(location));
    node.parent = this.parent;
    this.parent.children.push(node);
    this.nodes.push(node);
    symbol?.nodes.push(node);
    return node;
  }

  /** Where the C tools believe that a statement is which is complete. */
  private placeOf(location: Location): Location {
    return this.fileAtEnd === null ? location : { ...location, file: this.fileAtEnd };
  }

  /** C: menu_add_prompt(). `visible if` of the menus around it is part of a prompt's own condition. */
  addPrompt(node: MenuNode, raw: string, condition: Expr | null, location: Location): void {
    const text = raw.replace(/^[ \t\n\v\f\r]+/, "");
    const at = this.placeOf(location);
    if (text !== raw) this.warn(at, "leading whitespace ignored");
    if (node.promptProperty !== null) this.warn(at, "prompt redefined");
    let visible = condition;
    if (node.symbol !== null)
      for (let menu = node.parent; menu !== null; menu = menu.parent) visible = and(visible, menu.visibility);
    const prompt: Prompt = { node, text, visible, line: location.line };
    node.promptProperty = prompt;
    node.symbol?.prompts.push(prompt);
  }

  /** C: menu_set_type(). Its warning names the place of the entry, not that of the type. */
  setType(node: MenuNode, symbol: KSymbol, type: SymbolType): void {
    if (symbol.type === "unknown") symbol.type = type;
    else if (symbol.type !== type) {
      const name = symbol.name ?? "<choice>";
      const shown = (t: SymbolType): string => (t === "int" ? "integer" : t);
      this.warn(
        node.location,
        `ignoring type redefinition of '${name}' from '${shown(symbol.type)}' to '${shown(type)}'`,
      );
    }
  }

  /**
   * `$NAME` in a path or a title stands for the symbol's value; while reading, only symbols taken from the
   * environment and constant defaults have one. C: sym_expand_string_value().
   */
  expand(text: string): string {
    return text.replace(/\$([A-Za-z0-9_]*)/g, (_, name: string) => this.valueWhileReading(name));
  }

  private valueWhileReading(name: string): string {
    const symbol = this.symbols.find(name);
    if (symbol === undefined) return "";
    if (symbol.type === "unknown") return name;
    const value = symbol.defaults[0]?.value;
    return value?.op === "symbol" ? (value.symbol.name ?? "") : "";
  }
}
