import type { Expr, Relation } from "../model/expr.js";
import type { KSymbol, SymbolType } from "../model/symbol.js";
import { NO, type Tri, YES } from "../model/tri.js";
import type { Config } from "./config.js";
import type { ValueRules } from "./value-rules.js";

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/** The leading number of a text as C's strtoll() reads it; `end` is where it stops, 0 when there is none. */
function leadingNumber(text: string, base: 0 | 10 | 16): { value: bigint; end: number } {
  const sign = /^[ \t\n\v\f\r]*([+-]?)/.exec(text);
  const start = sign?.[0].length ?? 0;
  const rest = text.slice(start);
  const hex = base !== 10 && /^0[xX][0-9a-fA-F]/.test(rest);
  const radix = base === 0 ? (hex ? 16 : rest.startsWith("0") ? 8 : 10) : base;
  const pattern = radix === 16 ? /^[0-9a-fA-F]+/ : radix === 8 ? /^[0-7]+/ : /^[0-9]+/;
  const digits = pattern.exec(hex ? rest.slice(2) : rest)?.[0];
  if (digits === undefined) return { value: 0n, end: 0 };
  const value = BigInt((radix === 16 ? "0x" : radix === 8 ? "0o" : "") + digits);
  return { value: sign?.[1] === "-" ? -value : value, end: start + (hex ? 2 : 0) + digits.length };
}

function clamp(value: bigint, low: bigint, high: bigint): bigint {
  return value < low ? low : value > high ? high : value;
}

/** C's strtoll(): the leading number, held within 64 bits; 0 when there is none. */
export function toInt64(text: string, base: 0 | 10 | 16): bigint {
  return clamp(leadingNumber(text, base).value, INT64_MIN, INT64_MAX);
}

type Parsed = { readonly kind: "string" } | { readonly kind: "signed" | "unsigned"; readonly value: bigint };

/**
 * C: expr_parse_string(). A number must be the whole text and end in a digit; n, m and y are 0, 1 and 2.
 */
function parse(text: string, type: SymbolType): Parsed {
  if (type === "bool" || type === "tristate") return { kind: "signed", value: BigInt("nmy".indexOf(text)) };
  const base = type === "int" ? 10 : type === "hex" ? 16 : 0;
  const { value, end } = leadingNumber(text, base);
  if (end === 0 || end !== text.length) return { kind: "string" };
  if (type !== "hex")
    return value < INT64_MIN || value > INT64_MAX ? { kind: "string" } : { kind: "signed", value };
  return value > UINT64_MAX || value < -UINT64_MAX
    ? { kind: "string" }
    : { kind: "unsigned", value: BigInt.asUintN(64, value) };
}

function order(a: string, aType: SymbolType, b: string, bType: SymbolType): number {
  if (aType === "string" && bType === "string") return a < b ? -1 : a > b ? 1 : 0;
  const left = parse(a, aType);
  const right = parse(b, bType);
  if (left.kind === "string" || right.kind === "string") return a < b ? -1 : a > b ? 1 : 0;
  const unsigned = left.kind === "unsigned" || right.kind === "unsigned";
  const x = unsigned ? BigInt.asUintN(64, left.value) : left.value;
  const y = unsigned ? BigInt.asUintN(64, right.value) : right.value;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether `a RELATION b` holds for two values of symbols of these types. C: expr_calc_value(). */
export function holds(
  relation: Relation,
  a: string,
  aType: SymbolType,
  b: string,
  bType: SymbolType,
): boolean {
  const o = order(a, aType, b, bType);
  switch (relation) {
    case "=":
      return o === 0;
    case "!=":
      return o !== 0;
    case "<":
      return o < 0;
    case "<=":
      return o <= 0;
    case ">":
      return o > 0;
    case ">=":
      return o >= 0;
  }
}

/** Whether a text is a value of this type. C: sym_string_valid(). */
export function isValidText(type: SymbolType, text: string): boolean {
  switch (type) {
    case "string":
      return true;
    case "int":
      return /^-?(0|[1-9][0-9]*)$/.test(text) && !text.includes("\n");
    case "hex":
      return /^(0[xX])?[0-9a-fA-F]+$/.test(text) && !text.includes("\n");
    case "bool":
    case "tristate":
      return text === "y" || text === "m" || text === "n";
    default:
      return false;
  }
}

/** As what a comparison takes a symbol. */
export function comparedType({ isConst, type }: KSymbol, rules: ValueRules): SymbolType {
  return isConst && !rules.comparesConstantsAsNumbers ? "unknown" : type;
}

/** The value of a comparison now. */
export function compared(config: Config, { left, right, relation }: Expr & { op: "compare" }): Tri {
  const rules = config.tree.dialect.values;
  const a = config.stringValue(left);
  const b = config.stringValue(right);
  return holds(relation, a, comparedType(left, rules), b, comparedType(right, rules)) ? YES : NO;
}
