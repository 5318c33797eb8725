import type { Location } from "../diagnostics.js";
import type { MenuNode } from "../model/menu.js";
import type { Prompt } from "../model/symbol.js";
import type { TreeBuilder } from "./builder.js";
import { found, parseExpression, SyntaxProblem, tooMuch } from "./expression.js";
import { Inclusions } from "./inclusions.js";
import { optionsOf, optionWords, readText } from "./options.js";
import { Scanner } from "./scanner.js";
import { readSource } from "./source-files.js";
import { syntax417 } from "./syntax-rules.js";

type Block = {
  readonly end: "endmenu" | "endif" | "endchoice";
  readonly opens: string;
  readonly node: MenuNode;
};

/** Reads Kconfig files, statement by statement, into a TreeBuilder. A bad line is noted and the next one read. */
export class Parser {
  private readonly blocks: Block[] = [];
  private readonly inclusions = new Inclusions(syntax417);
  /** The entry that option lines belong to. */
  private entry: MenuNode | null = null;
  /** Of the file read last. */
  private lastLine = 1;
  /** True until the first statement: only there may `mainmenu` stand. */
  private first = true;

  constructor(private readonly builder: TreeBuilder) {}

  /** Reads the top file and all that it sources. */
  parse(file: string): void {
    this.readFile(file, null);
    this.endEntry({ file, line: this.lastLine });
    const { root } = this.builder;
    if (root.promptProperty === null)
      this.builder.addPrompt(root, "Buildroot Configuration", null, root.location);
    const title: Prompt | null = root.promptProperty;
    if (title !== null) root.promptProperty = { ...title, text: this.builder.expand(title.text) };
  }

  private readFile(name: string, from: Location | null): void {
    const { builder } = this;
    const text = readSource(builder.host, name);
    if (text === null) {
      if (from !== null) builder.error(from, `can't open file "${name}"`);
      else builder.errors.push({ file: name, line: 1, message: `can't find file ${name}`, form: "bare" });
      return;
    }
    if (from !== null) this.inclusions.check(name, from);
    const depth = this.blocks.length;
    builder.files.push(name);
    const scanner = new Scanner(name, text, (line, message) => builder.warn({ file: name, line }, message));
    this.inclusions.enter(scanner);
    for (let word = scanner.nextCommand(); word !== null; word = scanner.nextCommand())
      this.readLine(scanner, word);
    while (this.blocks.length > depth) this.reportUnclosed();
    this.lastLine = Math.max(1, scanner.line - 1);
    this.inclusions.leave();
  }

  private readLine(scanner: Scanner, word: string): void {
    const location = { file: scanner.file, line: scanner.line };
    try {
      if (optionWords.has(word)) this.readOption(scanner, word, location);
      else {
        scanner.next();
        this.readStatement(scanner, word, location);
        if (scanner.kind !== "end-of-line")
          throw new SyntaxProblem(`found ${found(scanner)} where the end of the line was expected`);
      }
      this.first = false;
    } catch (problem) {
      if (problem instanceof RangeError) throw tooMuch(location);
      if (!(problem instanceof SyntaxProblem)) throw problem;
      this.builder.error(location, `syntax error: ${problem.message}`);
      scanner.skipLine();
    }
  }

  private readOption(scanner: Scanner, word: string, location: Location): void {
    const { builder, entry } = this;
    if (word === "help" || word === "---help---") {
      const help = scanner.readHelp();
      if (entry?.kind !== "symbol" && entry?.kind !== "choice")
        throw new SyntaxProblem(
          "found 'help' where a statement was expected: it belongs to a config or a choice",
        );
      this.builder.setHelp(entry, help, location);
      return;
    }
    const read = entry === null ? undefined : optionsOf(entry)[word];
    scanner.next();
    if (entry === null || read === undefined)
      throw new SyntaxProblem(
        `unexpected option "${word}": ${entry === null ? "no entry precedes it" : `a ${entry.kind} does not take it`}`,
      );
    read({ builder, scanner, node: entry, location });
    if (scanner.kind !== "end-of-line")
      throw new SyntaxProblem(`found ${found(scanner)} where the end of the line or 'if' was expected`);
  }

  private readStatement(scanner: Scanner, word: string, location: Location): void {
    const { builder } = this;
    this.endEntry(location);
    switch (word) {
      case "config":
      case "menuconfig": {
        if (scanner.kind !== "word")
          throw new SyntaxProblem(`found ${found(scanner)} where the name of a symbol was expected`);
        const symbol = builder.symbols.lookup(scanner.text);
        this.entry = builder.addEntry("symbol", symbol, location);
        this.entry.isMenuConfig = word === "menuconfig";
        scanner.next();
        return;
      }
      case "choice": {
        const name = scanner.kind === "word" ? scanner.text : null;
        if (name !== null) scanner.next();
        this.openBlock(
          "choice",
          "endchoice",
          builder.addEntry("choice", builder.symbols.choice(name), location),
        );
        return;
      }
      case "menu": {
        const text = readText(scanner);
        const node = builder.addEntry("menu", null, location);
        node.isMenuConfig = true;
        builder.addPrompt(node, text, null, location);
        this.openBlock("menu", "endmenu", node);
        return;
      }
      case "comment": {
        const text = readText(scanner);
        this.entry = builder.addEntry("comment", null, location);
        builder.addPrompt(this.entry, text, null, location);
        return;
      }
      case "if": {
        const condition = parseExpression(scanner, builder.symbols);
        const node = builder.addEntry("if", null, location);
        node.dep = condition;
        this.openBlock("if", "endif", node);
        this.entry = null;
        return;
      }
      case "endmenu":
      case "endif":
      case "endchoice":
        this.closeBlock(word, scanner.file);
        return;
      case "source": {
        const path = builder.expand(readText(scanner));
        this.entry = null;
        this.readFile(path, location);
        this.entry = null;
        return;
      }
      case "mainmenu": {
        const title = readText(scanner);
        if (!this.first)
          throw new SyntaxProblem("'mainmenu' stands after another statement: it must come first");
        builder.addPrompt(builder.root, title, null, location);
        return;
      }
      default:
        throw new SyntaxProblem(`unknown statement "${word}"`);
    }
  }

  /** No option follows any more. */
  private endEntry(at: Location): void {
    if (this.entry !== null) this.builder.endEntry(this.entry, at);
    this.entry = null;
  }

  private openBlock(opens: string, end: Block["end"], node: MenuNode): void {
    this.blocks.push({ opens, end, node });
    this.builder.parent = node;
    this.entry = node;
  }

  private closeBlock(word: Block["end"], file: string): void {
    const block = this.blocks.at(-1);
    this.entry = null;
    if (block === undefined) throw new SyntaxProblem(`unexpected '${word}': no block is open`);
    if (block.end !== word)
      throw new SyntaxProblem(
        `unexpected '${word}' within ${block.opens} block: '${block.end}' was expected`,
      );
    if (block.node.location.file !== file)
      throw new SyntaxProblem(
        `'${word}' in different file than '${block.opens}' (${block.node.location.file}:${block.node.location.line})`,
      );
    this.popBlock();
  }

  private reportUnclosed(): void {
    const block = this.popBlock();
    if (block)
      this.builder.error(block.node.location, `syntax error: '${block.opens}' without '${block.end}'`);
  }

  private popBlock(): Block | undefined {
    const block = this.blocks.pop();
    this.builder.parent = this.blocks.at(-1)?.node ?? this.builder.root;
    return block;
  }
}
