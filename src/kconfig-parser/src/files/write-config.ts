import type { Config } from "../eval/config.js";
import { defaultOfChoice } from "../eval/select-member.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol } from "../model/symbol.js";
import { NO, YES } from "../model/tri.js";
import { headingText } from "./heading.js";

/** The exact text of a `.config`, latin1. C: conf_write(). */
export function configText(config: Config): string {
  if (!config.modified) config.invalidateUnlessSame();
  const writer = new Writer(config);
  config.tree.root.children.forEach((node) => {
    writer.visit(node);
  });
  return writer.out.join("");
}

class Writer {
  readonly out: string[];
  private readonly done = new Set<KSymbol>();
  /** Values that were written before their choices were computed, in a dialect that then writes them again. */
  private readonly early = new Set<KSymbol>();
  /** A menu has just ended: an empty line goes before the next setting. */
  private needsBlank = false;
  private readonly endsMenus: boolean;
  private readonly writesHidden: boolean;

  constructor(private readonly config: Config) {
    this.out = [headingText(config.tree)];
    this.endsMenus = config.tree.dialect.files.endsMenus;
    this.writesHidden = config.tree.dialect.files.writesHidden;
  }

  visit(node: MenuNode): void {
    const { symbol } = node;
    const { config, out, done } = this;
    if (symbol === null) {
      if (config.isNodeVisible(node)) {
        out.push(`\n#\n# ${node.prompt ?? ""}\n#\n`);
        this.needsBlank = false;
      }
    } else if (!symbol.isChoice && this.isDue(symbol)) {
      done.add(symbol);
      if (symbol.choice && symbol.nodes.length > 1 && !config.isComputed(symbol.choice))
        this.early.add(symbol);
      if (this.needsBlank) out.push("\n");
      this.needsBlank = false;
      const line = settingLine(config, symbol);
      // A number that is hidden and has no default is empty; the file has 0 for it.
      out.push(this.writesHidden && symbol.type === "int" ? line.replace(/=\n$/, "=0\n") : line);
    }
    for (const child of node.children) this.visit(child);
    if (this.endsMenus && node.kind === "menu" && config.isNodeVisible(node)) {
      out.push(`# end of ${node.prompt ?? ""}\n`);
      this.needsBlank = true;
    }
  }

  private isDue(symbol: KSymbol): boolean {
    const { config, done, early } = this;
    const isWritten = config.isWritten(symbol) || this.writesHidden;
    if (early.size > 0 && config.tree.dialect.files.writesAgain)
      for (const value of early) {
        if (value.choice === null || !config.isComputed(value.choice)) continue;
        early.delete(value);
        if (config.visibility(value.choice) !== NO && config.visibility(value) !== NO) done.delete(value);
      }
    return isWritten && !done.has(symbol);
  }
}

/** The settings that differ from their defaults, without a heading. C: conf_write_defconfig(). */
export function defconfigText(config: Config): string {
  const out: string[] = [];
  const done = new Set<KSymbol>();
  config.invalidate();
  const visit = (node: MenuNode): void => {
    const { symbol } = node;
    if (symbol === null) config.isNodeVisible(node);
    else if (!symbol.isChoice && config.isWritten(symbol) && !done.has(symbol)) {
      done.add(symbol);
      if (differsFromDefault(config, symbol)) out.push(settingLine(config, symbol));
    }
    node.children.forEach(visit);
  };
  config.tree.root.children.forEach(visit);
  return out.join("");
}

/** One line of a `.config`. C: conf_write_symbol(). Symbols without a type have none. */
export function settingLine(config: Config, symbol: KSymbol): string {
  const name = config.tree.dialect.prefix + (symbol.name ?? "");
  const value = config.stringValue(symbol);
  switch (symbol.type) {
    case "bool":
    case "tristate":
      return value === "n" ? `# ${name} is not set\n` : `${name}=${value}\n`;
    case "string":
      return `${name}="${value.replace(/["\\]/g, "\\$&")}"\n`;
    case "int":
    case "hex":
      return `${name}=${value}\n`;
    default:
      return "";
  }
}

function differsFromDefault(config: Config, symbol: KSymbol): boolean {
  if (!config.isChangeable(symbol)) return false;
  if (config.stringValue(symbol) === config.defaultText(symbol)) return false;
  const { choice } = symbol;
  if (choice === null || choice.isOptional || defaultOfChoice(config, choice) !== symbol) return true;
  return !(symbol.type === "bool" && config.triValue(symbol) === YES);
}
