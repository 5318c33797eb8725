/** A place in a Kconfig or configuration file; lines count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** One thing that is wrong at one place. */
export interface Diagnostic extends Location {
  readonly message: string;
  /**
   * How the C tools print it, when it is not in the usual form: `bare` is the message alone, `spaced` has a blank
   * before "warning".
   */
  readonly form?: "bare" | "spaced";
}

/** `file:line: message`, the form that compilers and the C tools use. */
export function formatDiagnostic({ file, line, message, form }: Diagnostic): string {
  return form === "bare" ? message : `${file}:${line}: ${message}`;
}

/** `file:line:warning: message`, as the C tools print warnings. */
export function formatWarning({ file, line, message, form }: Diagnostic): string {
  if (form === "bare") return message;
  return `${file}:${line}:${form === "spaced" ? " " : ""}warning: ${message}`;
}

/** Thrown when a tree cannot be used. `diagnostics` has every error found, in the order of the files. */
export class KconfigError extends Error {
  constructor(
    readonly diagnostics: readonly Diagnostic[],
    /** What was doubtful before; often it explains an error. */
    readonly warnings: readonly Diagnostic[] = [],
    /** Lines that `$(info,…)` had for standard output before. */
    readonly output: readonly string[] = [],
  ) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    this.name = "KconfigError";
  }
}

/** Thrown while reading, for what makes the C tools stop at once instead of reading on. */
export class FatalProblem extends Error {
  constructor(readonly diagnostic: Diagnostic) {
    super(formatDiagnostic(diagnostic));
  }
}
