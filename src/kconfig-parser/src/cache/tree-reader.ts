import type { Diagnostic } from "../diagnostics.js";
import type { Dialect } from "../dialect.js";
import type { Host } from "../host.js";
import type { KSymbol } from "../model/symbol.js";
import { SymbolTable } from "../model/symbol-table.js";
import { KconfigTree, type Reading } from "../model/tree.js";
import { type Image, ImageReader } from "./image.js";
import { StoredObjects } from "./stored-objects.js";

/**
 * The tree that `writeTreeImage` wrote. The image must be whole: its checksum is the caller's to compare. Entries and
 * what belongs to symbols are read when they are asked for.
 */
export function readTreeImage(image: Image, dialect: Dialect, host: Host): KconfigTree {
  const objects = new StoredObjects(image);
  const from = new ImageReader(image);
  from.at = objects.end;
  const symbol = (): KSymbol | null => objects.symbol(from.take());
  const warnings = from.takeList((): Diagnostic => {
    const file = from.takeText() ?? "";
    const line = from.take();
    const warning = { file, line, message: from.takeText() ?? "" };
    const form = from.takeText() as Diagnostic["form"] | null;
    return form ? { ...warning, form } : warning;
  });
  const table = new SymbolTable(objects.symbols);
  table.modules = symbol();
  table.defconfigList = symbol();
  const reading = takeReading(from);
  const { at } = from;
  const hashOrder = (): readonly KSymbol[] => {
    from.at = at;
    return from.takeList(() => objects.symbols[from.take()] as KSymbol);
  };
  return new KconfigTree(dialect, objects.node(0), table, host, warnings, reading, hashOrder);
}

function takeReading(from: ImageReader): Reading {
  const texts = (): string[] => from.takeList(() => from.takeText() ?? "");
  const [output, files, pairs] = [texts(), texts(), texts()];
  const environment = new Map<string, string>();
  for (let i = 0; i < pairs.length; i += 2) environment.set(pairs[i] ?? "", pairs[i + 1] ?? "");
  return { output, files, environment };
}
