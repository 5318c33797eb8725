import type { Location } from "../diagnostics.js";
import type { Config } from "../eval/config.js";
import { type Expr, exprText, operands } from "../model/expr.js";
import { key, withoutDuplicates } from "../model/transform.js";
import { type Tri, triNot, triText } from "../model/tri.js";
import { reference, symbolLabel } from "./reference.js";
import type { ConditionReport, Operand } from "./report.js";

/** Where an operand of a condition is written down; null when that is not known. */
export type StatedAt = (operand: Expr) => Location | null;

const nowhere: StatedAt = () => null;

/** A condition with the operands that decide its value; null (no condition) stays null. */
export function conditionReport(
  config: Config,
  expr: Expr | null,
  statedAt: StatedAt = nowhere,
): ConditionReport | null {
  const own = withoutDuplicates(expr);
  if (own === null) return null;
  const value = triText(config.evaluate(own));
  return { text: exprText(own, symbolLabel), value, deciding: deciding(config, own, statedAt) };
}

/**
 * The operands that make an expression what it is. A false AND is decided by its false operands, a true one by
 * all; a true OR by those that hold it up, a false one by all.
 */
export function deciding(config: Config, expr: Expr, statedAt: StatedAt = nowhere): Operand[] {
  const found: Operand[] = [];
  const seen = new Set<string>();
  const add = (leaf: Expr, negated: boolean, at: Location | null): void => {
    const id = `${negated ? "!" : ""}${key(leaf)}`;
    const operand = seen.has(id) ? null : leafOperand(config, leaf, negated, at);
    seen.add(id);
    if (operand) found.push(operand);
  };
  const walk = (e: Expr, negated: boolean, at: Location | null): void => {
    if (e.op === "not") walk(e.operand, !negated, at);
    else if (e.op === "symbol" || e.op === "compare") add(e, negated, at);
    else {
      const value = config.evaluate(e);
      for (const operand of operands(e, e.op))
        if (config.evaluate(operand) === value) walk(operand, negated, at ?? statedAt(operand));
    }
  };
  walk(expr, false, expr.op === "and" ? null : statedAt(expr));
  return found;
}

function leafOperand(
  config: Config,
  leaf: Expr,
  negated: boolean,
  statedAt: Location | null,
): Operand | null {
  const plain: Tri = config.evaluate(leaf);
  const value = triText(negated ? triNot(plain) : plain);
  if (leaf.op === "symbol")
    return { kind: "symbol", symbol: reference(config, leaf.symbol), negated, value, statedAt };
  if (leaf.op !== "compare") return null;
  const { left, right, relation } = leaf;
  return {
    kind: "comparison",
    text: exprText(leaf, symbolLabel),
    left: reference(config, left),
    relation,
    right: reference(config, right),
    negated,
    value,
    statedAt,
  };
}
