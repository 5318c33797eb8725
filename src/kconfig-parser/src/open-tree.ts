import { detectDialect } from "./detect-dialect.js";
import type { Diagnostic } from "./diagnostics.js";
import { FatalProblem, KconfigError } from "./diagnostics.js";
import { type Dialect, type DialectName, dialects } from "./dialect.js";
import { type Host, nodeHost } from "./host.js";
import { findDependencyCycles } from "./model/cycles.js";
import { finalize } from "./model/finalize.js";
import { KconfigTree } from "./model/tree.js";
import { TreeBuilder } from "./parse/builder.js";
import { Parser } from "./parse/parser.js";
import { TokenParser } from "./parse/tokens/token-parser.js";

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
  return readTree(file, options.noShell ? { ...host, shell: () => null } : host, options.dialect);
}

/** The same through any Host, for tests and other file systems. */
export function readTree(file: string, host: Host, dialectName?: DialectName): KconfigTree {
  const dialect = dialects[dialectName ?? detectDialect(host, file)];
  const builder = new TreeBuilder(host, file);
  parse(builder, file, dialect);
  failOn(builder, builder.errors);
  finalize(builder, dialect.values);
  failOn(builder, builder.errors);
  const tree = built(builder, host, dialect);
  const found = findDependencyCycles(tree);
  if (dialect.cycles.isFatal) failOn(builder, found);
  else builder.warnings.push(...found);
  return tree;
}

function built(builder: TreeBuilder, host: Host, dialect: Dialect): KconfigTree {
  const { root, symbols, warnings, output, files, environment } = builder;
  return new KconfigTree(dialect, root, symbols, host, warnings, { output, files, environment });
}

function parse(builder: TreeBuilder, file: string, { syntax }: Dialect): void {
  try {
    if (syntax.reader === "tokens") new TokenParser(builder, syntax).parse(file);
    else new Parser(builder).parse(file);
  } catch (problem) {
    if (!(problem instanceof FatalProblem)) throw problem;
    builder.errors.push(problem.diagnostic);
  }
}

function failOn({ warnings, output }: TreeBuilder, errors: readonly Diagnostic[]): void {
  if (errors.length > 0) throw new KconfigError(errors, warnings, output);
}
