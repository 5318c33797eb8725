import { stringAllowed } from "../eval/assign.js";
import { isValidText } from "../eval/compare.js";
import type { Config } from "../eval/config.js";
import type { KSymbol } from "../model/symbol.js";
import { MOD, NO, type Tri, triOr, YES } from "../model/tri.js";
import type { ConfigFileRules } from "./config-file-rules.js";

export interface ReadResult {
  /** What the C tools print, in their words: `FILE:LINE:warning: …`. */
  readonly warnings: readonly string[];
  /** Whether the text sets symbols that the tree does not know. */
  readonly sawUnknown: boolean;
}

/** Takes the settings of a configuration file's text, replacing all that was set. C: conf_read_simple(). */
export function readSettings(config: Config, text: string, fileName: string): ReadResult {
  return new Reader(config, fileName).read(text);
}

/** readSettings() and settle() in one: what C's conf_read() does. */
export function readConfiguration(config: Config, text: string, fileName: string): ReadResult {
  const result = readSettings(config, text, fileName);
  settle(config, result);
  return result;
}

/**
 * Finds out whether the file says something else than the tree, which `config.modified` then tells, and drops values
 * that count for nothing, where the dialect does so. C: the second half of conf_read().
 */
export function settle(config: Config, { warnings, sawUnknown }: ReadResult): void {
  config.modulesValue();
  const symbols = config.tree.symbolsInHashOrder();
  let unsaved = 0;
  for (const symbol of symbols) if (!agrees(config, symbol)) unsaved++;
  if (config.tree.dialect.files.dropsIdleValues) unsaved += dropIdleValues(config, symbols, unsaved === 0);
  config.modified = sawUnknown || warnings.length > 0 || unsaved > 0;
}

/** Drops values out of range and, as long as file and tree agree, those of hidden symbols. Returns how many were out of range. */
function dropIdleValues(config: Config, symbols: readonly KSymbol[], isSaved: boolean): number {
  const { user } = config;
  let dropped = 0;
  for (const symbol of symbols) {
    if (symbol.isConst || !user.has(symbol) || symbol.choice) continue;
    if (config.visibility(symbol) === NO && isSaved && dropped === 0) user.forget(symbol);
    const value = user.text(symbol);
    if (symbol.type === "bool" || symbol.type === "tristate" || symbol.type === "unknown") continue;
    if (value !== null && stringAllowed(config, symbol, value)) continue;
    config.invalidateSymbol(symbol);
    user.forget(symbol);
    dropped++;
  }
  return dropped;
}

function agrees(config: Config, symbol: KSymbol): boolean {
  const { user } = config;
  if (symbol.isConst || symbol.type === "unknown") return true;
  // Which of its values a group has is only found out with the first of them.
  if (symbol.isChoice && config.tree.dialect.values.choices === "group") {
    config.visibilityOf(symbol);
    return true;
  }
  // Of choices, too, though nothing of them is compared: it decides the order in which warnings come.
  const written = config.isWritten(symbol);
  if (symbol.isAuto) return true;
  const has = user.has(symbol);
  // What a hidden symbol was is written over.
  if (!written && config.tree.dialect.files.writesHidden) return has;
  if (!has || !written) return has === written || (!has && !written);
  if (symbol.type === "bool" || symbol.type === "tristate")
    return user.tri(symbol) === config.triValue(symbol);
  return user.text(symbol) === config.stringValue(symbol);
}

class Reader {
  private sawUnknown = false;
  private readonly warnings: string[] = [];
  private line = 0;
  private readonly rules: ConfigFileRules;
  private readonly warnsUnknown: boolean;
  private readonly choicesAreGroups: boolean;

  constructor(
    private readonly config: Config,
    private readonly fileName: string,
  ) {
    const { dialect, host } = config.tree;
    this.rules = dialect.files;
    this.choicesAreGroups = dialect.values.choices === "group";
    this.warnsUnknown =
      dialect.files.heedsWarningVariables && (host.env("KCONFIG_WARN_UNKNOWN_SYMBOLS") ?? "") !== "";
  }

  read(text: string): ReadResult {
    const { config } = this;
    config.user.clear(config.tree.table.all.filter((s) => s.isChoice));
    config.forget();
    const lines = text.split("\n");
    const rest = lines.pop();
    // A carriage return ends a line together with the newline after it, and not by itself.
    for (const raw of lines) this.readLine(raw.endsWith("\r") ? raw.slice(0, -1) : raw);
    if (rest) this.readLine(rest);
    return { warnings: this.warnings, sawUnknown: this.sawUnknown };
  }

  private warn(message: string): void {
    this.warnings.push(`${this.fileName}:${this.line}:warning: ${message}`);
  }

  private readLine(raw: string): void {
    this.line++;
    const { prefix } = this.config.tree.dialect;
    const symbol = raw.startsWith("#") ? this.readUnset(raw, prefix) : this.readSetting(raw, prefix);
    if (symbol?.choice) this.settleChoice(symbol, symbol.choice);
  }

  /** `# NAME is not set`: what comes after these words is ignored up to 6.1. */
  private readUnset(raw: string, prefix: string): KSymbol | null {
    if (!raw.startsWith(prefix, 2) || (this.rules.needsSpaceAfterHash && raw[1] !== " ")) return null;
    const start = 2 + prefix.length;
    const space = raw.indexOf(" ", start);
    if (space === -1 || !raw.startsWith("is not set", space + 1)) return null;
    if (this.rules.unsetEndsLine && raw.slice(space + 1) !== "is not set") return null;
    const symbol = this.find(raw.slice(start, space));
    if (symbol === null) return null;
    if (this.rules.unsetIsN) return this.assign(symbol, "n") ? symbol : null;
    if (symbol.type === "bool" || symbol.type === "tristate") this.assignTri(symbol, NO);
    return symbol;
  }

  private readSetting(raw: string, prefix: string): KSymbol | null {
    if (!raw.startsWith(prefix)) {
      this.unexpected(raw);
      return null;
    }
    const equals = raw.indexOf("=", prefix.length);
    if (equals === -1) {
      if (this.rules.expectsEquals) this.unexpected(raw);
      return null;
    }
    const symbol = this.find(raw.slice(prefix.length, equals));
    if (symbol === null) return null;
    const value = raw.slice(equals + 1);
    return this.assign(symbol, value) ? symbol : null;
  }

  private unexpected(raw: string): void {
    const line = this.rules.returnEndsData ? raw.replace(/\r[\s\S]*$/, "") : raw;
    if (line !== "")
      this.warn(this.rules.quotesUnexpectedData ? `unexpected data: ${line}` : "unexpected data");
  }

  private find(name: string): KSymbol | null {
    const symbol = this.config.tree.symbol(name);
    if (symbol === undefined) {
      if (this.warnsUnknown) this.warn(`unknown symbol: ${name}`);
      this.sawUnknown = true;
      return null;
    }
    if (this.config.user.has(symbol)) this.warn(`override: reassigning to symbol ${name}`);
    return symbol;
  }

  /** C: conf_set_sym_val(). False when the line is dropped. */
  private assign(symbol: KSymbol, value: string): boolean {
    switch (symbol.type) {
      case "tristate":
      case "bool": {
        const tri = value[0] === "y" ? YES : value[0] === "n" ? NO : value[0] === "m" ? MOD : null;
        if (tri === null || (tri === MOD && symbol.type === "bool")) return this.invalid(symbol, value);
        this.assignTri(symbol, tri);
        return true;
      }
      case "string": {
        if (value[0] !== '"') return true;
        const body = quotedBody(value);
        if (body === null) {
          this.warn("invalid string found");
          return false;
        }
        return this.assignText(symbol, body.replace(/\\(.)/gs, "$1"));
      }
      case "int":
      case "hex":
        return this.assignText(symbol, value);
      default:
        return true;
    }
  }

  private assignTri(symbol: KSymbol, value: Tri): void {
    this.config.user.setTri(symbol, value);
    this.config.user.mark(symbol);
  }

  private assignText(symbol: KSymbol, value: string): boolean {
    if (!isValidText(symbol.type, value)) return this.invalid(symbol, value);
    this.config.user.setText(symbol, value);
    this.config.user.mark(symbol);
    return true;
  }

  private invalid(symbol: KSymbol, value: string): false {
    this.warn(`symbol value '${value}' invalid for ${symbol.name ?? "<choice>"}`);
    return false;
  }

  private settleChoice(symbol: KSymbol, choice: KSymbol): void {
    const { user } = this.config;
    if (this.choicesAreGroups) {
      user.putFirst(symbol);
      return;
    }
    const value = user.tri(symbol);
    if (value === MOD && user.tri(choice) === YES) {
      this.warn(`${symbol.name} creates inconsistent choice state`);
      user.forget(choice);
    } else if (value === YES) {
      if (user.tri(choice) !== NO) this.warn(`override: ${symbol.name} changes choice state`);
      user.select(choice, symbol);
    }
    user.setTri(choice, triOr(user.tri(choice), value));
  }
}

/** What stands between the first quote and the next that is not escaped; by steps, as a line may be very long. */
function quotedBody(value: string): string | null {
  const special = /["\\]/g;
  special.lastIndex = 1;
  for (let found = special.exec(value); found !== null; found = special.exec(value)) {
    if (found[0] === '"') return value.slice(1, found.index);
    special.lastIndex = found.index + 2;
  }
  return null;
}
