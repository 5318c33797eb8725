import type { Host } from "../host.js";
import type { KSymbol } from "../model/symbol.js";
import type { SymbolTable } from "../model/symbol-table.js";

/** An operand that is to become what a command answers: y or n. */
interface Leaf {
  readonly op: "symbol";
  symbol: KSymbol;
}

/** An answer was neither y nor n: with another text there the statement is another one. Read again, in order. */
export class UnforeseenAnswer extends Error {}

/** Around the number of a command that stands for its answer; in Kconfig files one character is one byte. */
const BEGIN = "\u{e000}";
const END = "\u{e001}";

/**
 * Answers that can be had later. A kernel's tree asks its compiler a hundred questions whose answers, y or n, only
 * become operands of expressions: what is read does not depend on them, nor does one question on the other. They are
 * asked all at once, when the tree has been read or when one of the answers is needed after all. C asks one by one.
 */
export class LaterAnswers {
  /** Whether the statement being read can do without the answers. */
  canWait = false;
  private readonly commands: string[] = [];
  /** Of the first commands; the others wait. */
  private readonly answers: string[] = [];
  private readonly leaves: { readonly leaf: Leaf; readonly text: string }[] = [];

  constructor(
    private readonly host: Host,
    /** A line for standard error. */
    private readonly complain: (line: string) => void,
  ) {}

  /** What `$(shell,command)` gives, or a text that stands for it; null as Host.shell(). */
  ask(command: string): string | null {
    if (this.canWait && this.host.shells !== undefined && isQuestion(command)) {
      this.commands.push(command);
      return BEGIN + (this.commands.length - 1) + END;
    }
    // As in C, what was asked before it has been done.
    this.catchUp();
    return this.run(command);
  }

  /** What a command complains of is told where C has it: after the warnings of what was read before. */
  private run(command: string): string | null {
    return this.host.shell(command, (text) => this.complain(text.replace(/\n$/, "")));
  }

  /** Whether a text is no more than an answer that is not there yet. */
  isLater(text: string): boolean {
    return text.startsWith(BEGIN) && text.indexOf(END) === text.length - 1;
  }

  /** The text with the answers in their places. */
  settled(text: string): string {
    if (this.commands.length === 0 || !text.includes(BEGIN)) return text;
    this.catchUp();
    return text.replace(
      /\u{e000}([0-9]+)\u{e001}/gu,
      (_, place: string) => this.answers[Number(place)] ?? "",
    );
  }

  /** An operand for such a text; `finish` puts the answer into it. */
  leaf(text: string, symbols: SymbolTable): Leaf {
    const leaf: Leaf = { op: "symbol", symbol: symbols.no };
    this.leaves.push({ leaf, text });
    return leaf;
  }

  /** Everything is read: the operands become what they stand for. */
  finish(symbols: SymbolTable): void {
    for (const { leaf, text } of this.leaves) leaf.symbol = symbols.lookup(this.settled(text));
  }

  private catchUp(): void {
    const asked = this.commands.slice(this.answers.length);
    if (asked.length === 0) return;
    const answers = asked.length > 1 ? this.host.shells?.(asked) : null;
    for (const [i, command] of asked.entries()) {
      const answer = answers?.[i] ?? this.run(command);
      if (answer !== "y" && answer !== "n") throw new UnforeseenAnswer();
      this.answers.push(answer);
    }
  }
}

/**
 * Whether a command prints `y` or `n` and nothing else (as the kernel's `success` and `failure` make them), and whether
 * it may be run beside others: what it writes goes to /dev/null or bears the number of its process.
 */
export function isQuestion(command: string): boolean {
  if (!/^\{ .*; \} >\/dev\/null 2>&1 && echo "[yn]" \|\| echo "[yn]"$/s.test(command)) return false;
  return [...command.matchAll(/(?:>+|\s-o\b)\s*(\S+)/g)].every(
    ([, target = ""]) => /^(?:\/dev\/null\b|&[12])/.test(target) || target.includes("$$"),
  );
}
