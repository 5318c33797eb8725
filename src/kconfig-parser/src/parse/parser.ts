import type { Location } from "../diagnostics.js";
import type { MenuNode } from "../model/menu.js";
import type { Prompt } from "../model/symbol.js";
import type { TreeBuilder } from "./builder.js";
import { type BlockStart, CommandBlocks } from "./command-blocks.js";
import { endsEntry, isOptionName, isStatementIn, isWord } from "./command-words.js";
import { expectEndOfLine, found, parseExpression, SyntaxProblem, tooMuch } from "./expression.js";
import { Inclusions } from "./inclusions.js";
import { isRefused, optionsOf, readText } from "./options.js";
import { Recovery } from "./recovery.js";
import { Scanner } from "./scanner.js";
import { readSource, unreadable } from "./source-files.js";
import { syntax417 } from "./syntax-rules.js";

/** Tokens of the shortest statement, the end of its line included. */
const shortestStatement = 2;

/** Reads Kconfig files, statement by statement, into a TreeBuilder. A bad line is noted and the next one read. */
export class Parser {
  private readonly blocks: CommandBlocks;
  private readonly inclusions = new Inclusions(syntax417);
  private readonly recovery = new Recovery();
  /** The entry that option lines belong to. */
  private entry: MenuNode | null = null;
  /** In a menu: whether `visible if` may still come. It may not after `depends on`. */
  private mayBeVisible = false;
  /** An `if` whose statement was the last one. */
  private lastIf: MenuNode | null = null;
  /** What `mainmenu` has just said. */
  private title: string | null = null;
  /** Where the last statement began: what the C tools take for the place of much that comes after it. */
  private last: Location = { file: "<none>", line: 0 };
  /** True until the first statement: only there may `mainmenu` stand. */
  private first = true;
  /** Whether reading came to an end before that of the files. */
  private hasStopped = false;
  /** The entry with a `help` that its file ended after, without a newline: its text goes on below the `source`. */
  private helpless: { readonly entry: MenuNode; readonly location: Location } | null = null;
  /** After an option that is refused C takes the next end of a line, with all before it, for a part of the mistake. */
  private swallows = false;

  constructor(private readonly builder: TreeBuilder) {
    this.blocks = new CommandBlocks(builder);
  }

  /** Reads the top file and all that it sources. */
  parse(file: string): void {
    const { builder, blocks } = this;
    const text = readSource(builder.host, file);
    if (text === null) throw unreadable(builder.host, file, null);
    this.readFile(file, text);
    if (this.title !== null) this.nameRoot(this.title, this.last);
    // The lines of a menu or a choice must end before C takes it for one.
    if (this.entry !== null && blocks.forget(this.entry)) {
      this.tellSyntaxError(this.last, "the files end here");
      this.entry = null;
    }
    this.endEntry(this.last);
    if (blocks.innermost !== null) this.tellSyntaxError(this.last, "the files end here");
    blocks.abandon();
    const { root } = builder;
    if (root.promptProperty === null) builder.addPrompt(root, "Buildroot Configuration", null, root.location);
    const title: Prompt | null = root.promptProperty;
    if (title !== null) root.promptProperty = { ...title, text: builder.expand(title.text) };
  }

  /** Gives whether the file ends, without a newline, in what no statement can stand behind. */
  private readFile(name: string, text: string): boolean {
    const { builder, inclusions } = this;
    builder.files.push(name);
    const scanner = new Scanner(name, text, {
      warn: (message) => builder.warn(this.last, message),
      endedEarly: () => {
        builder.fileAtEnd = inclusions.outer ?? "<none>";
      },
    });
    inclusions.enter(scanner);
    // The `source` may have been the unfinished last line of a file.
    builder.fileAtEnd = null;
    let line = 0;
    for (let word = scanner.nextCommand(); word !== null; word = scanner.nextCommand()) {
      // An empty line is a token, too.
      const empty = scanner.line - line - 1;
      if (empty > 0) this.swallow();
      this.recovery.read(empty);
      this.readLine(scanner, word);
      if (this.hasStopped) break;
      line = scanner.line;
    }
    // So is the end of a file.
    this.swallow();
    this.recovery.read(scanner.line - line);
    builder.fileAtEnd = null;
    inclusions.leave(scanner);
    return scanner.isOdd;
  }

  private readLine(scanner: Scanner, word: string): void {
    const location = { file: scanner.file, line: scanner.line };
    this.last = location;
    if (this.lastIf !== null) this.blocks.tell(this.lastIf, location);
    this.lastIf = null;
    if (this.title !== null) this.nameRoot(this.title, location);
    const { count } = scanner;
    if (this.swallows) {
      scanner.skipRest();
      this.recovery.read(1);
      this.swallow();
      return;
    }
    try {
      if (!this.readOption(scanner, word, location)) this.readStatement(scanner, word, location);
      // Those of a `source` were read before its file was.
      if (!this.swallows && word !== "source") this.recovery.read(shortestStatement);
    } catch (problem) {
      if (problem instanceof RangeError) throw tooMuch(location);
      if (!(problem instanceof SyntaxProblem)) throw problem;
      this.recovery.read(scanner.count - count);
      this.recover(scanner, location, problem);
    }
    this.first = false;
  }

  /** Tells of a wrong line and passes over the rest of it. A wrong option leaves its entry as it is. */
  private recover(scanner: Scanner, location: Location, { message, verdict }: SyntaxProblem): void {
    const isTold = this.tellSyntaxError(location, message);
    if (this.entry === null) this.blocks.abandon();
    if (this.hasStopped) return;
    scanner.skipRest();
    this.recovery.read(1);
    this.builder.error(location, verdict, isTold ? {} : { detail: message });
  }

  /** The end of a line, where one is to be swallowed. */
  private swallow(): void {
    if (!this.swallows) return;
    this.swallows = false;
    this.builder.error(this.last, "invalid option", {
      detail: "what stands before it is no type that a choice can have",
    });
  }

  private tellSyntaxError({ file, line }: Location, detail: string): boolean {
    const isTold = this.recovery.fail();
    if (isTold)
      this.builder.error({ file, line: line + syntax417.errorLine }, "syntax error", {
        detail,
      });
    return isTold;
  }

  /** Reads a line that belongs to an entry; false when it begins a statement. */
  private readOption(scanner: Scanner, word: string, location: Location): boolean {
    const { builder, entry } = this;
    if (entry === null) return false;
    const takesHelp = entry.kind === "symbol" || entry.kind === "choice";
    if (takesHelp && (word === "help" || word === "---help---")) {
      scanner.next();
      expectEndOfOption(scanner);
      this.readHelpOf(entry, scanner, location);
      return true;
    }
    const read = word === "visible" && !this.mayBeVisible ? undefined : optionsOf(entry)[word];
    if (read === undefined) {
      if (endsEntry(entry, word)) return false;
      this.mayBeVisible = false;
      if (!isWord(word)) throw new SyntaxProblem(unexpected(word, entry), "invalid option");
      throw unknownOption(scanner, word, entry);
    }
    if (word !== "visible") this.mayBeVisible = false;
    scanner.next();
    try {
      read({ builder, scanner, node: entry, location });
    } catch (problem) {
      this.mayBeVisible = false;
      if (!(problem instanceof SyntaxProblem)) throw problem;
      if (word !== "visible") throw new SyntaxProblem(problem.message, "invalid option");
      // After a wrong condition C has no menu any more.
      this.blocks.forget(entry);
      this.entry = null;
      throw new SyntaxProblem(problem.message);
    }
    if (scanner.kind !== "end-of-line") this.mayBeVisible = false;
    // `visible` needs no condition, and no end of its line.
    if (word === "visible" && scanner.kind === "word") throw unknownOption(scanner, scanner.text, entry);
    expectEndOfOption(scanner);
    builder.afterOption(entry, location);
    this.swallows = isRefused(entry, word);
    if (this.swallows) this.recovery.fail();
    return true;
  }

  private readHelpOf(entry: MenuNode, scanner: Scanner, location: Location): void {
    const help = scanner.readHelp();
    if (scanner.isAtEnd && help.end <= help.start && this.inclusions.depth > 1)
      this.helpless = { entry, location };
    else this.builder.setHelp(entry, help, location);
  }

  private readStatement(scanner: Scanner, word: string, location: Location): void {
    const { builder, blocks } = this;
    this.endEntry(location);
    this.refuseOthers(scanner, word);
    scanner.next();
    switch (word) {
      case "config":
      case "menuconfig": {
        if (scanner.kind !== "word")
          throw new SyntaxProblem(`found ${found(scanner)} where the name of a symbol was expected`);
        const symbol = builder.symbols.lookup(scanner.text);
        scanner.next();
        expectEndOfLine(scanner);
        this.entry = builder.addEntry("symbol", symbol, location);
        this.entry.isMenuConfig = word === "menuconfig";
        return;
      }
      case "choice": {
        const name = scanner.kind === "word" ? scanner.text : null;
        if (name !== null) scanner.next();
        expectEndOfLine(scanner);
        this.openBlock("choice", builder.addEntry("choice", builder.symbols.choice(name), location));
        return;
      }
      case "menu": {
        const text = readText(scanner);
        expectEndOfLine(scanner);
        const node = builder.addEntry("menu", null, location);
        node.isMenuConfig = true;
        builder.addPrompt(node, text, null, location);
        this.openBlock("menu", node);
        return;
      }
      case "comment": {
        const text = readText(scanner);
        expectEndOfLine(scanner);
        this.entry = builder.addEntry("comment", null, location);
        builder.addPrompt(this.entry, text, null, location);
        return;
      }
      case "if": {
        const condition = parseExpression(scanner, builder.symbols);
        expectEndOfLine(scanner);
        const node = builder.addEntry("if", null, location);
        node.dep = condition;
        this.openBlock("if", node);
        this.lastIf = node;
        this.entry = null;
        return;
      }
      case "endmenu":
      case "endif":
      case "endchoice":
        expectEndOfLine(scanner);
        blocks.close(word, location);
        return;
      case "source": {
        const path = builder.expand(readText(scanner));
        expectEndOfLine(scanner);
        this.readSourced(scanner, path, location);
        return;
      }
      case "mainmenu": {
        // Before the first statement there is nothing that C could go on from.
        this.hasStopped = true;
        const title = readText(scanner);
        expectEndOfLine(scanner);
        this.hasStopped = false;
        this.title = title;
      }
    }
  }

  /** Within a block any other line ends all blocks. Outside of them C looks one word further before it gives up. */
  private refuseOthers(scanner: Scanner, word: string): void {
    const { innermost } = this.blocks;
    if (isStatementIn(innermost, word) || (word === "mainmenu" && this.first)) return;
    const detail = `found '${word}' where a statement was expected`;
    if (innermost !== null || (!isWord(word) && !isOptionName(word))) throw new SyntaxProblem(detail);
    scanner.next();
    throw new SyntaxProblem(
      detail,
      isWord(word) ? `unknown statement "${word}"` : `unexpected option "${word}"`,
    );
  }

  private readSourced(scanner: Scanner, path: string, location: Location): void {
    const { builder } = this;
    const text = readSource(builder.host, path);
    if (text === null) throw unreadable(builder.host, path, location);
    this.inclusions.check(path, location, builder.fileAtEnd !== null);
    this.first = false;
    this.recovery.read(shortestStatement);
    scanner.isOdd = this.readFile(path, text);
    const { helpless } = this;
    this.helpless = null;
    if (helpless !== null) this.readHelpOf(helpless.entry, scanner, helpless.location);
  }

  /** C takes the title when it has seen where the next statement begins. */
  private nameRoot(title: string, at: Location): void {
    this.title = null;
    this.builder.addPrompt(this.builder.root, title, null, at);
  }

  /** No option follows any more. */
  private endEntry(at: Location): void {
    if (this.entry !== null) this.builder.endEntry(this.entry, at);
    this.entry = null;
  }

  private openBlock(start: BlockStart, node: MenuNode): void {
    this.blocks.open(start, node);
    this.entry = node;
    this.mayBeVisible = start === "menu";
  }
}

function unexpected(word: string, { kind }: MenuNode): string {
  return `unexpected option "${word}": a ${kind} does not take it`;
}

/** C looks one word further before it gives up. */
function unknownOption(scanner: Scanner, word: string, entry: MenuNode): SyntaxProblem {
  scanner.next();
  return new SyntaxProblem(unexpected(word, entry), `unknown option "${word}"`);
}

function expectEndOfOption(scanner: Scanner): void {
  if (scanner.kind !== "end-of-line")
    throw new SyntaxProblem(
      `found ${found(scanner)} where the end of the line or 'if' was expected`,
      "invalid option",
    );
}
