/** Which option builds a source file, by the makefiles of the kernel (`obj-$(CONFIG_ICE) += ice.o`). */
import { basename, dirname, join, relative } from "node:path";

/** Lines of a kbuild makefile that add objects to a list. */
interface Rule {
  /** `obj`, or the name of an object that is put together from others. */
  readonly list: string;
  /** The option in whose hands it is; null for `-y` and `-objs`. */
  readonly symbol: string | null;
  readonly items: readonly string[];
}

export interface BuiltBy {
  /** Without `CONFIG_`. */
  readonly symbol: string;
  /** The module's name, as `modprobe` takes it. */
  readonly module: string;
}

export class Kbuild {
  readonly #rules = new Map<string, readonly Rule[]>();

  /** `read` gives the text of a file below the root of the kernel's tree, or null. */
  constructor(readonly read: (path: string) => string | null) {}

  /** The option that builds a source file; null where the makefiles do not say. Paths are relative to the tree. */
  builtBy(source: string): BuiltBy | null {
    const object = source.replace(/\.c$/, ".o");
    // An object may stand in a list of a makefile further up.
    for (let dir = dirname(source); dir !== "."; dir = dirname(dir)) {
      const found = this.#owner(dir, relative(dir, object), new Set());
      if (found) return found;
    }
    return null;
  }

  #owner(dir: string, item: string, seen: Set<string>): BuiltBy | null {
    if (seen.has(item)) return null;
    seen.add(item);
    for (const rule of this.#rulesOf(dir)) {
      if (!rule.items.includes(item)) continue;
      if (rule.list === "obj") {
        const module = basename(item, ".o").replaceAll("-", "_");
        const symbol = rule.symbol ?? this.#symbolOfFolder(dir);
        if (symbol !== null) return { symbol, module };
      } else {
        const found = this.#owner(dir, `${rule.list}.o`, seen);
        if (found) return found;
      }
    }
    return null;
  }

  #symbolOfFolder(dir: string): string | null {
    for (let inner = dir; dirname(inner) !== "."; inner = dirname(inner)) {
      const rules = this.#rulesOf(dirname(inner));
      const rule = rules.find(({ items, list }) => list === "obj" && items.includes(`${basename(inner)}/`));
      if (!rule) return null;
      if (rule.symbol !== null) return rule.symbol;
    }
    return null;
  }

  #rulesOf(dir: string): readonly Rule[] {
    const known = this.#rules.get(dir);
    if (known) return known;
    const text = this.read(join(dir, "Kbuild")) ?? this.read(join(dir, "Makefile")) ?? "";
    const rules = text
      .replace(/\\\n/g, " ")
      .split("\n")
      .flatMap((line) => ruleOf(line));
    this.#rules.set(dir, rules);
    return rules;
  }
}

function ruleOf(line: string): readonly Rule[] {
  const found = /^\s*([\w./-]+?)-(y|m|objs|\$[({]CONFIG_(\w+)[)}])\s*[:+]?=\s*([^#]*)/.exec(line);
  if (!found) return [];
  const [, list = "", , symbol, items = ""] = found;
  return [{ list, symbol: symbol ?? null, items: items.trim().split(/\s+/) }];
}
