/** A place in a Kconfig or configuration file; lines count from 1. */
export interface Location {
  readonly file: string;
  readonly line: number;
}

/** One thing that is wrong at one place. */
export interface Diagnostic extends Location {
  readonly message: string;
}

/** `file:line: message`, the form that compilers and the C tools use. */
export function formatDiagnostic({ file, line, message }: Diagnostic): string {
  return `${file}:${line}: ${message}`;
}

/** `file:line:warning: message`, as the C tools print warnings. */
export function formatWarning({ file, line, message }: Diagnostic): string {
  return `${file}:${line}:warning: ${message}`;
}

/** Thrown when a tree cannot be used. `diagnostics` has every error found, in the order of the files. */
export class KconfigError extends Error {
  constructor(
    readonly diagnostics: readonly Diagnostic[],
    /** What was doubtful before; often it explains an error. */
    readonly warnings: readonly Diagnostic[] = [],
  ) {
    super(diagnostics.map(formatDiagnostic).join("\n"));
    this.name = "KconfigError";
  }
}
