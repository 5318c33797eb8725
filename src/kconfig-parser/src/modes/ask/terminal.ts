import { type CommandIo, Failure } from "../../io.js";

/** Longest line that C's buffer holds, without the closing zero byte. What is longer is read as several lines. */
const lineLength = 4095;
/** An answer that is refused again and again after the input ended will never be better. */
const patience = 100;

/** Asks line by line. C: xfgets(). */
export class Terminal {
  private rest = "";
  /** Whether reading met the end of the input: it does with a last line that has no newline. */
  isAtEnd = false;
  private endings = 0;
  /** How many lines were asked for. */
  linesRead = 0;

  constructor(private readonly io: CommandIo) {}

  print(text: string): void {
    this.io.out(text);
  }

  /**
   * The next line with its newline, or `fallback` at the end of the input. Where the input is no terminal the
   * line is printed, as if somebody typed it.
   * @throws Failure when the input ended long ago and the questions do not.
   */
  answer(fallback: string): string {
    this.linesRead++;
    const line = this.nextLine();
    this.isAtEnd = line === null || (this.rest === "" && !line.endsWith("\n"));
    if (line === null) {
      this.io.err("\nError in reading or end of file.\n");
      if (++this.endings > patience)
        throw new Failure("kconf: standard input: it ended, and a question has no answer yet: answer it\n");
    }
    const answer = line ?? fallback;
    if (!this.io.isTerminal?.()) this.io.out(answer);
    return answer;
  }

  /** A question got its answer. */
  accepted(): void {
    this.endings = 0;
  }

  private nextLine(): string | null {
    const line = this.rest === "" ? (this.io.line?.() ?? null) : this.rest;
    if (line === null) return null;
    this.rest = line.slice(lineLength);
    return line.slice(0, lineLength);
  }
}
