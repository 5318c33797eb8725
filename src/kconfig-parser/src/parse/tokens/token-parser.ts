import type { Location } from "../../diagnostics.js";
import type { HelpText } from "../../model/help.js";
import type { MenuNode } from "../../model/menu.js";
import { Preprocessor } from "../../preprocess/preprocessor.js";
import type { TreeBuilder } from "../builder.js";
import { expectEndOfLine, found, parseExpression, SyntaxProblem, tooMuch } from "../expression.js";
import { Inclusions } from "../inclusions.js";
import type { ReadOption } from "../option-readers.js";
import { Recovery } from "../recovery.js";
import { readSource, unreadable } from "../source-files.js";
import type { SyntaxRules } from "../syntax-rules.js";
import { Blocks } from "./blocks.js";
import { matchingFiles, relativeTo, sourceStatement, sourceWords } from "./source-pattern.js";
import { canWait, type OptionTables, optionsOf, optionTables, readText } from "./token-options.js";
import { type ScannerWorld, TokenScanner } from "./token-scanner.js";

const statementWords: ReadonlySet<string> = new Set(
  "config menuconfig choice endchoice menu endmenu comment if endif source mainmenu".split(" "),
);

/** Tokens of the shortest statement, the end of its line included. */
const shortestStatement = 2;

/** What may stand in a choice, and in an `if` within one. */
const inChoice: ReadonlySet<string> = new Set(["config", "comment", "if", "endif", "endchoice", "endmenu"]);

/** Reads Kconfig files of Linux 4.18 and later into a TreeBuilder. A bad statement is noted and the next one read. */
export class TokenParser {
  private readonly blocks: Blocks;
  private readonly inclusions: Inclusions;
  private readonly tables: OptionTables;
  private readonly world: ScannerWorld & { statement: { file: string; readonly line: number } };
  /** The entry that option lines belong to. */
  private entry: MenuNode | null = null;
  /** C takes a word for the name of a variable only after the end of a line, and a help text has none. */
  private followsHelp = false;
  /** True until the first statement: only there may `mainmenu` stand. */
  private first = true;
  /** Whether reading came to an end before that of the files. */
  private hasStopped = false;
  private readonly recovery = new Recovery();
  /** The entry with a `help` that its file ended after, without a newline: its text goes on below the `source`. */
  private helpless: MenuNode | null = null;
  /** Whether the statement just read was a `source`: what was right in it came before what it sources. */
  private cameBack = false;

  constructor(
    private readonly builder: TreeBuilder,
    private readonly syntax: SyntaxRules,
  ) {
    this.blocks = new Blocks(builder);
    this.inclusions = new Inclusions(syntax);
    this.tables = optionTables(syntax);
    const preprocessor = new Preprocessor({
      host: builder.host,
      info: (text) => builder.output.push(`${text}\n`),
      complain: (message) => builder.warnings.push({ file: "", line: 0, message, form: "bare" }),
    });
    this.world = {
      preprocessor,
      keywords: new Set([
        ...statementWords,
        "help",
        "on",
        ...(syntax.constructs.has("source-patterns") ? sourceWords : []),
        ...(syntax.constructs.has("dashed-help") ? ["---help---"] : []),
        ...Object.values(this.tables).flatMap((t) => Object.keys(t)),
      ]),
      statement: { file: "<none>", line: 0 },
      warn: (location, message) => builder.warn(location, message),
      endedEarly: () => {
        builder.fileAtEnd = this.inclusions.outer ?? "<none>";
        if (syntax.placesInOpenFile) this.world.statement.file = builder.fileAtEnd;
      },
    };
    builder.environment = preprocessor.environment;
  }

  /** Reads the top file and all that it sources. */
  parse(file: string): void {
    const { builder } = this;
    const text = readSource(builder.host, file);
    if (text === null) throw unreadable(builder.host, file, null);
    this.readFile(file, text);
    this.world.preprocessor.later.finish(builder.symbols);
    if (builder.root.promptProperty === null)
      builder.addPrompt(builder.root, "Main menu", null, builder.root.location);
  }

  private readFile(name: string, text: string): void {
    this.builder.files.push(name);
    const { needsLastNewline } = this.syntax;
    const isSourced = this.inclusions.depth > 0;
    const scanner = new TokenScanner(name, text, this.world, isSourced || !needsLastNewline);
    this.inclusions.enter(scanner);
    // The `source` may have been the unfinished last line of a file.
    this.builder.fileAtEnd = null;
    this.isIn(name);
    while (!this.hasStopped && scanner.next() !== "end-of-file") {
      if (scanner.kind === "end-of-line") continue;
      const { followsHelp } = this;
      this.followsHelp = false;
      this.readLine(scanner, followsHelp);
    }
    this.inclusions.leave(scanner);
    this.builder.fileAtEnd = null;
    if (!isSourced) this.endTree({ file: this.syntax.nameAtEnd ?? name, line: scanner.nextLine });
  }

  /** From now on this file is read: what is told before its next statement is told of the last one's line. */
  private isIn(file: string): void {
    if (this.syntax.placesInOpenFile) this.world.statement = { file, line: this.world.statement.line };
  }

  private endTree(at: Location): void {
    this.endEntry(at);
    if (this.blocks.areOpen) this.tellSyntaxError(at, "the end of the file is here");
    this.blocks.reportUnclosed();
  }

  /** Reads a statement; the scanner stands on its first token and ends on the end of its last line. */
  private readLine(scanner: TokenScanner, followsHelp: boolean): void {
    const location = { file: scanner.file, line: scanner.line };
    this.world.statement = location;
    const { count } = scanner;
    try {
      if (scanner.kind === "word") this.readAssignment(scanner, location, followsHelp);
      else if (scanner.kind === "keyword" || scanner.kind === "if")
        this.readStatement(scanner, scanner.text, location);
      else {
        this.endEntry(location);
        throw new SyntaxProblem(`found ${found(scanner)} where a statement was expected`);
      }
      if (this.cameBack) this.cameBack = false;
      else this.recovery.read(shortestStatement);
    } catch (problem) {
      if (problem instanceof RangeError) throw tooMuch(location);
      if (!(problem instanceof SyntaxProblem)) throw problem;
      this.recover(scanner, location, problem, scanner.count - count);
    }
  }

  /** Tells of a wrong statement and passes over the rest of its line. So many of its tokens were right. */
  private recover(
    scanner: TokenScanner,
    location: Location,
    { message, verdict }: SyntaxProblem,
    right: number,
  ): void {
    this.recovery.read(right);
    const isTold = this.tellSyntaxError(location, message);
    if (this.entry !== null) this.blocks.forget(this.entry);
    this.entry = null;
    this.first = false;
    if (this.hasStopped) return;
    if (right === 0 && scanner.kind === "word") passAssignment(scanner);
    scanner.skipLine();
    if (scanner.kind === "end-of-file") return;
    this.recovery.read(1);
    this.builder.error(location, verdict, isTold ? {} : { detail: message });
  }

  private tellSyntaxError({ file, line }: Location, detail: string): boolean {
    const isTold = this.recovery.fail();
    if (isTold) this.builder.error({ file, line: line + this.syntax.errorLine }, "syntax error", { detail });
    return isTold;
  }

  private readAssignment(scanner: TokenScanner, location: Location, followsHelp: boolean): void {
    this.endEntry(location);
    this.refuseInChoice(scanner.text);
    this.first = false;
    const name = scanner.text;
    scanner.next();
    const operator = scanner.text;
    if (!isAssignment(scanner) || (followsHelp && scanner.next() !== "end-of-line"))
      throw new SyntaxProblem(`found ${found(scanner)} after '${name}'`, `unknown statement "${name}"`);
    const value = followsHelp ? "" : scanner.assignedValue();
    // C expands when it has read the end of the line, and counts the next.
    this.world.preprocessor.assign(name, operator, value, { ...location, line: location.line + 1 });
  }

  private readStatement(scanner: TokenScanner, word: string, location: Location): void {
    const { entry } = this;
    const option = entry === null ? undefined : optionsOf(this.tables, entry)[word];
    if (entry !== null && option !== undefined && word !== "config") {
      this.readOption(scanner, option, entry, location);
      this.builder.afterOption(entry, location);
    } else if (word === "help" || word === "---help---") this.readHelp(scanner, location);
    else this.readEntry(scanner, word, location);
  }

  private readOption(scanner: TokenScanner, option: ReadOption, node: MenuNode, location: Location): void {
    const { later } = this.world.preprocessor;
    later.canWait = canWait(scanner.text, node, this.syntax);
    try {
      scanner.next();
      option({ builder: this.builder, scanner, node, location });
      expectEndOfLine(scanner);
    } finally {
      later.canWait = false;
    }
  }

  private readHelp(scanner: TokenScanner, location: Location): void {
    const { entry } = this;
    if (entry?.kind !== "symbol" && entry?.kind !== "choice") {
      this.endEntry(location);
      throw new SyntaxProblem(
        "found 'help' where a statement was expected: it belongs to a config or a choice",
      );
    }
    scanner.next();
    expectEndOfLine(scanner);
    this.readHelpOf(entry, scanner, location);
  }

  private readHelpOf(entry: MenuNode, scanner: TokenScanner, location: Location): void {
    const help = scanner.readHelp();
    if (scanner.isAtEnd && help.end <= help.start && this.inclusions.depth > 1) this.helpless = entry;
    else this.setHelp(scanner, entry, help, location);
  }

  private setHelp(scanner: TokenScanner, entry: MenuNode, help: HelpText, location: Location): void {
    const { builder } = this;
    // C has read on to the line after the text when it warns, and beyond all files where there is none.
    this.followsHelp = true;
    const isLast = scanner.isAtEnd && help.end <= help.start && this.inclusions.depth === 1;
    const file = isLast ? (this.syntax.nameAtEnd ?? location.file) : location.file;
    builder.setHelp(entry, help, { file, line: scanner.nextLine });
  }

  /** No option follows any more; C has read the first word of the next statement when it sees that. */
  private endEntry(at: Location): void {
    const { entry } = this;
    if (entry === null) return;
    this.entry = null;
    this.builder.endEntry(entry, at);
    if (!this.syntax.constructs.has("tristate-choice")) this.checkPlainChoice(entry);
  }

  /** Choices since 6.11 are groups of bools that have prompts. */
  private checkPlainChoice({ kind, symbol, promptProperty, location }: MenuNode): void {
    const isMember = kind === "symbol" && this.blocks.choice() !== null;
    const refuse = (what: string): void => this.builder.error(location, `error: ${what}`);
    if (kind === "choice" && promptProperty === null) refuse("choice must have a prompt");
    if (isMember && promptProperty === null) refuse("choice member must have a prompt");
    if (isMember && symbol?.type !== "bool") refuse("choice member must be bool");
  }

  private readEntry(scanner: TokenScanner, word: string, location: Location): void {
    const { builder, blocks } = this;
    this.endEntry(location);
    if (!inChoice.has(word)) this.refuseInChoice(word);
    if (!this.mayStandHere(word)) throw new SyntaxProblem(`found '${word}' where a statement was expected`);
    this.first = false;
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
      case "choice":
        this.readChoice(scanner, location);
        return;
      case "menu": {
        const text = readText(scanner);
        expectEndOfLine(scanner);
        const node = builder.addEntry("menu", null, location);
        node.isMenuConfig = true;
        builder.addPrompt(node, text, null, location);
        this.entry = blocks.open("menu", node);
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
        blocks.open("if", node);
        this.entry = null;
        return;
      }
      case "endmenu":
      case "endif":
      case "endchoice":
        expectEndOfLine(scanner);
        this.entry = null;
        blocks.close(word, location);
        return;
      case "source":
      case "rsource":
      case "osource":
      case "orsource": {
        const path = readText(scanner);
        expectEndOfLine(scanner);
        this.readSources(scanner, word, path, location);
        return;
      }
      case "mainmenu": {
        // Before the first statement there is nothing that C could go on from.
        this.hasStopped = true;
        const title = readText(scanner);
        expectEndOfLine(scanner);
        this.hasStopped = false;
        builder.addPrompt(builder.root, title, null, location);
        return;
      }
    }
  }

  /** Whether a statement may begin with this word at all, and here: a title comes first, an end after its block. */
  private mayStandHere(word: string): boolean {
    switch (word) {
      case "mainmenu":
        return this.first || this.syntax.constructs.has("mainmenu-anywhere");
      case "endmenu":
      case "endif":
      case "endchoice":
        return this.blocks.areOpen;
      default:
        return statementWords.has(word) || sourceWords.has(word);
    }
  }

  private refuseInChoice(word: string): void {
    const within = this.blocks.choice();
    if (within === null || this.syntax.constructs.has("anything-in-choice")) return;
    throw new SyntaxProblem(
      `found '${word}' within the choice at ${within.location.file}:${within.location.line}: only config, comment and if may stand there`,
    );
  }

  private readChoice(scanner: TokenScanner, location: Location): void {
    const { builder, syntax, blocks } = this;
    let name: string | null = null;
    if (scanner.kind === "word" && syntax.constructs.has("named-choice")) {
      name = scanner.text;
      scanner.next();
    }
    expectEndOfLine(scanner);
    const symbol = builder.symbols.choice(name);
    if (!syntax.constructs.has("tristate-choice")) symbol.type = "bool";
    this.entry = blocks.open("choice", builder.addEntry("choice", symbol, location));
  }

  private readSources(scanner: TokenScanner, word: string, written: string, location: Location): void {
    const { builder } = this;
    const { isRelative, isOptional } = sourceStatement(word);
    const path = isRelative ? relativeTo(location.file, written) : written;
    const files = this.syntax.constructs.has("source-patterns") ? matchingFiles(builder.host, path) : [path];
    this.recovery.read(shortestStatement);
    const from = { file: builder.fileAtEnd ?? location.file, line: location.line };
    for (const file of files) this.readSourced(file, from, isOptional, scanner);
    this.isIn(from.file);
    const { helpless } = this;
    this.helpless = null;
    if (helpless !== null) this.readHelpOf(helpless, scanner, location);
    this.cameBack = true;
    if (files.length === 0 && !isOptional) builder.error(location, `no file matches "${path}"`);
  }

  private readSourced(path: string, from: Location, isOptional: boolean, scanner: TokenScanner): void {
    const { builder, inclusions } = this;
    const text = readSource(builder.host, path);
    if (text === null && isOptional) return;
    if (text === null) throw unreadable(builder.host, path, from);
    // A file that ends without a newline is left already. Where one may be sourced twice C would then read on for ever.
    const mayRepeat = this.syntax.constructs.has("repeated-inclusion");
    if (mayRepeat) inclusions.check(path, from);
    if (builder.fileAtEnd !== null) inclusions.leave(scanner);
    if (!mayRepeat) inclusions.check(path, from);
    this.readFile(path, text);
  }
}

function isAssignment({ kind, text }: TokenScanner): boolean {
  return kind === "assignment" || (kind === "operator" && text === "=");
}

/** What is assigned is a text, and not looked at, even where the assignment is wrong. */
function passAssignment(scanner: TokenScanner): void {
  scanner.next();
  if (isAssignment(scanner)) scanner.assignedValue();
}
