import { detectDialect } from "./detect-dialect.js";
import type { Diagnostic } from "./diagnostics.js";
import { FatalProblem, KconfigError } from "./diagnostics.js";
import { type Dialect, type DialectName, dialects } from "./dialect.js";
import { type Host, nodeHost } from "./host.js";
import { runShells } from "./host-shell.js";
import { findDependencyCycles } from "./model/cycles.js";
import { finalize } from "./model/finalize.js";
import { KconfigTree } from "./model/tree.js";
import { TreeBuilder } from "./parse/builder.js";
import { tooMuch } from "./parse/expression.js";
import { Parser } from "./parse/parser.js";
import { TokenParser } from "./parse/tokens/token-parser.js";
import { UnforeseenAnswer } from "./preprocess/later-answers.js";

export interface OpenOptions {
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Found out from the tree when not given, see detectDialect(). */
  readonly dialect?: DialectName;
  /** Runs no `$(shell,…)`: such a tree is an error, unless a cache remembers the answers. */
  readonly noShell?: boolean;
}

/**
 * Reads a Kconfig file and all that it sources from disk.
 * @throws KconfigError with every syntax error, missing file and dependency cycle found.
 */
export function openTree(file: string, options: OpenOptions): KconfigTree {
  const host = nodeHost(options.cwd, options.env);
  const { cwd, env, noShell, dialect } = options;
  return readTree(
    file,
    noShell
      ? { ...host, shell: () => null }
      : { ...host, shells: (commands) => runShells(commands, cwd, env) },
    dialect,
  );
}

/** The same through any Host, for tests and other file systems. */
export function readTree(file: string, host: Host, dialectName?: DialectName): KconfigTree {
  try {
    return readOnce(file, host, dialectName);
  } catch (problem) {
    if (!(problem instanceof UnforeseenAnswer)) throw problem;
    const { shells: _, ...oneByOne } = host;
    return readOnce(file, oneByOne, dialectName);
  }
}

function readOnce(file: string, host: Host, dialectName?: DialectName): KconfigTree {
  const dialect = dialects[dialectName ?? detectDialect(host, file)];
  const builder = new TreeBuilder(host, file, dialect.syntax.refusesOddEntries);
  attempt(builder, file, () => parse(builder, file, dialect));
  return attempt(builder, file, () => {
    const written = finalize(builder, dialect.values);
    failOn(builder, builder.errors);
    const tree = built(builder, host, dialect);
    const found = findDependencyCycles(tree, written);
    if (dialect.cycles.isFatal) failOn(builder, found);
    else builder.warnings.push(...found);
    return tree;
  });
}

function built(builder: TreeBuilder, host: Host, dialect: Dialect): KconfigTree {
  const { root, symbols, warnings, output, files, environment } = builder;
  return new KconfigTree(dialect, root, symbols, host, warnings, { output, files, environment });
}

function parse(builder: TreeBuilder, file: string, { syntax }: Dialect): void {
  if (syntax.reader === "tokens") new TokenParser(builder, syntax).parse(file);
  else new Parser(builder).parse(file);
}

/** Does a step of the reading, and fails with all errors noted up to its end. */
function attempt<T>(builder: TreeBuilder, file: string, step: () => T): T {
  try {
    const result = step();
    failOn(builder, builder.errors);
    return result;
  } catch (problem) {
    const fatal = problem instanceof RangeError ? tooMuch({ file, line: 1 }) : problem;
    if (!(fatal instanceof FatalProblem)) throw problem;
    const last = { ...fatal.diagnostic, after: builder.warnings.length };
    throw new KconfigError([...builder.errors, last], builder.warnings, builder.output, fatal.status);
  }
}

function failOn({ warnings, output }: TreeBuilder, errors: readonly Diagnostic[]): void {
  if (errors.length > 0) throw new KconfigError(errors, warnings, output);
}
