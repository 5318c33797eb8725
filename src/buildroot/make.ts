/** Calls GNU make on a Buildroot tree: arguments as an array, one process group, every line handed over. */

import { type GroupResult, runInGroup } from "../scheduler/index.js";
import { EXIT, UserError } from "./errors.js";
import { makeEnvironment } from "./make-environment.js";

export { makeEnvironment } from "./make-environment.js";

export interface MakeOptions {
  readonly buildroot: string;
  readonly output: string;
  /** External trees, passed as BR2_EXTERNAL; Buildroot remembers them in the output folder. */
  readonly externals: readonly string[];
  readonly targets: readonly string[];
  /** More make variables for the command line (BR2_DL_DIR, BR2_PRIMARY_SITE...). Values reach make verbatim. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Words before the targets, such as `-s`. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal;
  readonly graceMs?: number;
}

/** @throws UserError (exit code 2) for a target that make would read as an option or an assignment. */
export function requireMakeTarget(target: string): void {
  if (/^[A-Za-z0-9_.+][A-Za-z0-9_.+/-]*$/.test(target)) return;
  throw new UserError(
    `target ${JSON.stringify(target)}: not the name of a make target: see \`make -C buildroot help\``,
    EXIT.usage,
  );
}

/**
 * The words of the call. `$` is doubled in variables, because make would expand it.
 * @throws UserError (exit code 2) for a target that make would read as an option or an assignment.
 */
export function makeArguments(options: MakeOptions): string[] {
  for (const target of options.targets) requireMakeTarget(target);
  const variables = Object.entries({
    O: options.output,
    BR2_EXTERNAL: options.externals.join(":"),
    ...options.variables,
  });
  return [
    "-C",
    options.buildroot,
    "--no-print-directory",
    ...(options.flags ?? []),
    ...variables.map(([name, value]) => `${name}=${value.replaceAll("$", "$$$$")}`),
    "--",
    ...options.targets,
  ];
}

/** Runs make and waits for it (see runInGroup). */
export function runMake(options: MakeOptions): Promise<GroupResult> {
  return runInGroup("make", makeArguments(options), {
    cwd: options.buildroot,
    env: { ...makeEnvironment(), ...options.env },
    onLine: options.onLine,
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.graceMs === undefined ? {} : { graceMs: options.graceMs }),
  });
}

/** As runMake, collecting what it prints; throws a UserError with the last lines when make fails. */
export async function captureMake(options: Omit<MakeOptions, "onLine">): Promise<string[]> {
  const lines: string[] = [];
  const result = await runMake({ ...options, onLine: (line) => lines.push(line) });
  if (result.exitCode === 0) return lines;
  if (result.startError) {
    throw new UserError(
      `make: cannot be started (${result.startError}): install it (\`ipa-image deps\`)`,
      EXIT.host,
    );
  }
  throw new UserError(
    `make ${options.targets.join(" ")}: failed:\n${lines.slice(-20).join("\n")}`,
    EXIT.failure,
  );
}
