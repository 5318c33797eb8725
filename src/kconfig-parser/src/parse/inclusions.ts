import { FatalProblem, type Location } from "../diagnostics.js";
import type { SyntaxRules } from "./syntax-rules.js";

/** A file being read, at a line. */
export interface OpenFile {
  readonly file: string;
  readonly line: number;
}

/** Which files are being read, and where each was sourced. */
export class Inclusions {
  private readonly open: OpenFile[] = [];
  private readonly first = new Map<string, string>();

  constructor(private readonly syntax: SyntaxRules) {}

  /** How many files are being read, one inside the other. */
  get depth(): number {
    return this.open.length;
  }

  /** The file that sources the one being read; null for none. */
  get outer(): string | null {
    return this.open.at(-2)?.file ?? null;
  }

  /** Reading of a file begins. */
  enter(file: OpenFile): void {
    this.open.push(file);
  }

  /** Reading of it ends, if it has not ended before. */
  leave(file: OpenFile): void {
    if (this.open.at(-1) === file) this.open.pop();
  }

  /**
   * Checks a file that is to be sourced.
   * @param isLeft whether C believes to have left the last file, which has ended: it is not told then
   * @throws FatalProblem in the C tools' words when it is being read already, or (where that is wrong) was read before
   */
  check(path: string, at: Location, isLeft = false): void {
    const first = this.open.findIndex(({ file }) => file === path);
    if (first !== -1) throw fatal(at, this.recursion(path, first, isLeft));
    if (this.syntax.constructs.has("repeated-inclusion")) return;
    const place = `${at.file}:${at.line}`;
    const earlier = this.first.get(path);
    this.first.set(path, place);
    if (earlier !== undefined)
      throw fatal(
        at,
        `${place}: error: repeated inclusion of ${path}\n${earlier}: note: location of first inclusion of ${path}`,
      );
  }

  private recursion(path: string, first: number, isLeft: boolean): string {
    const shown = this.open.slice(this.syntax.showsWholeInclusion ? 0 : first, isLeft ? -1 : undefined);
    const from = shown.map(({ file, line }) => `  included from: ${file}:${line}`);
    const head = ["Recursive inclusion detected.", "Inclusion path:", `  current file : ${path}`];
    return [...head, ...from.reverse()].join("\n");
  }
}

function fatal({ file, line }: Location, message: string): FatalProblem {
  return new FatalProblem({ file, line, message, form: "bare" });
}
