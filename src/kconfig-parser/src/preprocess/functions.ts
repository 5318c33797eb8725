import { formatDiagnostic, type Location } from "../diagnostics.js";
import type { Host } from "../host.js";
import { MacroError } from "./references.js";

/** What built-in functions act on. */
export interface FunctionWorld {
  readonly host: Host;
  /** A line for standard output. */
  info(text: string): void;
  /** A line for standard error. */
  complain(line: string): void;
}

export interface BuiltIn {
  /** How many arguments it takes, no more and no fewer. */
  readonly parameters: number;
  run(given: readonly string[], at: Location, world: FunctionWorld): string;
}

/** The functions that the C tools have; all others (`success`, `cc-option`) are text in scripts/Kconfig.include. */
export const builtIns: ReadonlyMap<string, BuiltIn> = new Map<string, BuiltIn>([
  [
    "shell",
    {
      parameters: 1,
      run: ([command = ""], at, { host }) => {
        const answer = host.shell(command);
        if (answer !== null) return answer;
        const why = "commands are not to be run (--no-shell), and no answer is remembered";
        throw new MacroError(at, `$(shell,${command}): ${why}: run it once without --no-shell`);
      },
    },
  ],
  [
    "info",
    {
      parameters: 1,
      run: ([text = ""], _, world) => {
        world.info(text);
        return "";
      },
    },
  ],
  [
    "warning-if",
    {
      parameters: 2,
      run: ([condition, message = ""], at, world) => {
        if (condition === "y") world.complain(formatDiagnostic({ ...at, message }));
        return "";
      },
    },
  ],
  [
    "error-if",
    {
      parameters: 2,
      run: ([condition, message = ""], at) => {
        if (condition === "y") throw new MacroError(at, message);
        return "";
      },
    },
  ],
  ["filename", { parameters: 0, run: (_, at) => at.file }],
  ["lineno", { parameters: 0, run: (_, at) => `${at.line}` }],
]);
