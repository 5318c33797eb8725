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
  /** Of a syntax error: what was met and what was expected. The C tools do not say. */
  readonly detail?: string;
  /** Of an error: how many warnings were noted before it. */
  readonly after?: number;
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
    /** The exit status that the C tools have for it. */
    readonly status = 1,
  ) {
    super(diagnostics.map(detailed).join("\n"));
    this.name = "KconfigError";
  }

  /** Warnings and errors as the C tools print them, one a line, in the order in which they were found. */
  get report(): readonly string[] {
    const lines: string[] = [];
    let told = 0;
    for (const error of this.diagnostics) {
      for (; told < Math.min(error.after ?? Infinity, this.warnings.length); told++)
        lines.push(...this.warnings.slice(told, told + 1).map(formatWarning));
      lines.push(formatDiagnostic(error));
    }
    return [...lines, ...this.warnings.slice(told).map(formatWarning)];
  }
}

function detailed(diagnostic: Diagnostic): string {
  const { detail } = diagnostic;
  return formatDiagnostic(diagnostic) + (detail === undefined ? "" : `: ${detail}`);
}

/** Thrown while reading, for what makes the C tools stop at once instead of reading on. */
export class FatalProblem extends Error {
  constructor(
    readonly diagnostic: Diagnostic,
    /** With which the C tools exit. */
    readonly status = 1,
  ) {
    super(formatDiagnostic(diagnostic));
  }
}
