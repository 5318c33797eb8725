import type { Diagnostic, Location } from "../diagnostics.js";
import type { CycleRules } from "./cycle-rules.js";
import type { Link, Step } from "./cycles.js";
import { symbolText } from "./expr.js";
import type { Conditional, KSymbol } from "./symbol.js";

/** A cycle in the words of the C tools. C: sym_check_print_recursive(). */
export function cycleText(cycle: readonly Step[], rules: CycleRules): Diagnostic {
  const place = ({ symbol, link }: Step): Location => {
    const ofChoice = symbol.isChoice || symbol.choice !== null;
    const property = "property" in link && !ofChoice ? link.property : null;
    const node = property === null ? symbol.nodes[0] : property.node;
    const file = property?.elsewhere?.file ?? node?.location.file ?? "<none>";
    return { file, line: property?.line ?? node?.location.line ?? 0 };
  };
  const prefix = (step: Step): string =>
    rules.namesPlaces ? `${place(step).file}:${place(step).line}:` : "";
  const first = cycle[0];
  if (first === undefined) throw new RangeError("a cycle has at least one step");
  const lines = cycle.flatMap((step, i) => {
    const line = `${prefix(step)}\t${wordsOf(step, cycle[i + 1] ?? first, rules)}`;
    // C's path has a choice twice when it comes to the choice and goes on by the choice's own properties; not where it
    // comes to it as to a value of another choice.
    const isValue = i > 0 && step.symbol.choice !== null && step.symbol.choice === cycle[i - 1]?.symbol;
    const isTwice = i > 0 && step.symbol.isChoice && step.link.kind !== "member" && !isValue;
    if (!isTwice) return [line];
    const extra =
      rules.choiceWords === "block"
        ? blockWords(step.symbol, step.symbol)
        : wordsOf({ ...step, link: { kind: "member" } }, step, rules);
    return [`${prefix(step)}\t${extra}`, line];
  });
  const message = [
    `${prefix(first)}error: recursive dependency detected!`,
    ...lines,
    `For a resolution refer to ${rules.document}`,
    'subsection "Kconfig recursive dependency limitations"',
    "",
  ].join("\n");
  return { ...place(first), message, form: "bare" };
}

function wordsOf(step: Step, next: Step, rules: CycleRules): string {
  const { symbol, link } = step;
  const name = symbolText(symbol);
  const other = symbolText(next.symbol);
  if (rules.choiceWords === "contains") {
    const namesChoice = rules.alwaysNamesChoice || link.kind !== "condition";
    if (symbol.isChoice && namesChoice) return `choice ${name} contains symbol ${other}`;
    if (symbol.choice !== null && link.kind === "value" && !rules.alwaysNamesChoice)
      return `symbol ${name} symbol value contains ${other}`;
    if (symbol.choice !== null && namesChoice) return `symbol ${name} is part of choice ${other}`;
  } else if (next.symbol === symbol.choice) return blockWords(symbol, next.symbol);
  switch (link.kind) {
    case "depends":
      return `symbol ${name} depends on ${other}`;
    case "selected":
      return `symbol ${name} is selected by ${other}`;
    case "implied":
      return `symbol ${name} is implied by ${other}`;
    case "member":
      return `symbol ${name} unknown is visible depending on ${other}`;
    case "condition":
      return rules.conditionWords === "own"
        ? `symbol ${name} ${typeName(link)} is visible depending on ${other}`
        : `symbol ${name} depends on ${other}`;
    case "value":
      return `symbol ${name} ${link.type} value contains ${other}`;
  }
}

function blockWords(symbol: KSymbol, choice: KSymbol): string {
  const at = choice.nodes[0]?.location;
  return `symbol ${symbolText(symbol)} is part of choice block at ${at?.file}:${at?.line}`;
}

/** The prompt of a `menuconfig`, the last one when there are several, is called a menu. */
function typeName({ type, property }: Extract<Link, { property: Conditional }>): string {
  const { isMenuConfig, promptProperty } = property.node;
  return type === "prompt" && isMenuConfig && promptProperty === property ? "menu" : type;
}
