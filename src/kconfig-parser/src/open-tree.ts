import type { Diagnostic } from "./diagnostics.js";
import { KconfigError } from "./diagnostics.js";
import { buildroot, type DialectName, dialectByName } from "./dialect.js";
import { type Host, nodeHost } from "./host.js";
import { findDependencyCycles } from "./model/cycles.js";
import { finalize } from "./model/finalize.js";
import { KconfigTree } from "./model/tree.js";
import { TreeBuilder } from "./parse/builder.js";
import { Parser } from "./parse/parser.js";

export interface OpenOptions {
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly dialect?: DialectName;
}

/**
 * Reads a Kconfig file and all that it sources from disk.
 * @throws KconfigError with every syntax error, missing file and dependency cycle found.
 */
export function openTree(file: string, options: OpenOptions): KconfigTree {
  return readTree(file, nodeHost(options.cwd, options.env), options.dialect);
}

/** The same through any Host, for tests and other file systems. */
export function readTree(file: string, host: Host, dialect?: DialectName): KconfigTree {
  const builder = new TreeBuilder(host, file);
  new Parser(builder).parse(file);
  failOn(builder.errors, builder.warnings);
  const { root, symbols } = builder;
  const title = root.promptProperty;
  if (title) root.promptProperty = { ...title, text: builder.expand(title.text) };
  finalize(builder);
  failOn(findDependencyCycles(symbols.all), builder.warnings);
  return new KconfigTree(
    dialectByName(dialect ?? "buildroot") ?? buildroot,
    root,
    symbols,
    host,
    builder.warnings,
  );
}

function failOn(errors: readonly Diagnostic[], warnings: readonly Diagnostic[]): void {
  if (errors.length > 0) throw new KconfigError(errors, warnings);
}
