/** What a command needs of its process. Text is latin1: one character is one byte. */
export interface CommandIo {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  out(text: string): void;
  err(text: string): void;
  /** The next line of standard input with its newline, null at the end. Absent: there is no input. */
  readonly line?: () => string | null;
  /** Whether standard input is a terminal, which shows by itself what is typed. */
  readonly isTerminal?: () => boolean;
  /** Whether somebody reads standard error as it is written: then what C never says may be said there. */
  readonly isWatched?: () => boolean;
}

/** A failure with its text already in the words that the user is to read. */
export class Failure extends Error {}
