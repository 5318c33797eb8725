import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Config } from "../../eval/config.js";
import type { OldValues } from "./old-values.js";

/** How marks are named: `foo/bar.h` up to Linux 5.13, `FOO_BAR` since. */
export type MarkForm = "path" | "flat";

/**
 * The symbols whose value differs from what auto.conf said, in the order of C's hash table: what includes them is
 * compiled anew. C: conf_touch_deps().
 */
export function changedSymbols(config: Config, old: OldValues): string[] {
  const changed: string[] = [];
  for (const symbol of config.tree.symbolsInHashOrder()) {
    const { name } = symbol;
    if (name === null || symbol.isConst || symbol.isChoice || symbol.isAuto) continue;
    const before = old.values.get(name) ?? null;
    if (config.isWritten(symbol)) {
      const now = config.stringValue(symbol);
      const isUnset = (symbol.type === "bool" || symbol.type === "tristate") && now === "n";
      // auto.conf has no lines for what is n: without a line before, n is no change.
      if (before === null ? isUnset : before === now) continue;
    } else if (before === null) continue;
    changed.push(name);
  }
  return changed;
}

/** The file of a symbol below the folder of auto.conf. */
export function markName(symbol: string, form: MarkForm): string {
  return form === "flat" ? symbol : `${symbol.toLowerCase().replaceAll("_", "/")}.h`;
}

/**
 * Makes the mark, or gives it the present time; what is in it stays away.
 * @throws the system's error
 */
export function touchMark(folder: string, symbol: string, form: MarkForm): void {
  const path = join(folder, markName(symbol, form));
  try {
    writeFileSync(path, "");
  } catch {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, "");
  }
  const now = new Date();
  utimesSync(path, now, now); // emptying an empty file need not change its time
}
