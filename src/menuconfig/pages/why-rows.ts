import type { KconfigTree, KSymbol, MenuNode } from "kconfig-parser";
import {
  assignableText,
  type ConditionReport,
  type DefinitionReport,
  defaultsTitle,
  type Operand,
  originText,
  type ReverseReport,
  type SymbolReference,
  type WhyReport,
} from "kconfig-parser/explain";
import type { Role, Span } from "../frame.js";
import { nodePath, nodeTitle, shownValue, symbolName } from "../labels.js";
import { type PageRow, row, span, type Target } from "../page.js";
import { cells, display, wrap } from "../text.js";
import { wrapSpans } from "./wrap-spans.js";

/** Selectors that do nothing now, beyond this many, are counted and not listed. */
const IDLE_SHOWN = 50;

/** A condition with the words it stands behind in a Kconfig file. */
export interface StatedCondition {
  readonly label: string;
  readonly condition: ConditionReport | null;
}

/** The rows of one report. */
export class WhyRows {
  private readonly rows: PageRow[] = [];

  constructor(
    private readonly tree: KconfigTree,
    private readonly width: number,
  ) {}

  /** Everything that is to be said of a symbol. */
  ofSymbol(symbol: KSymbol, report: WhyReport): PageRow[] {
    const { origin, range } = report;
    const own: Target = { to: "symbol", symbol };
    this.say(`${display(report.symbol.name)} is ${shownValue(report.symbol.value)}.`, own);
    this.say(display(originText(origin, report.symbol)));
    if ("by" in origin) for (const by of origin.by) this.reference(by, "  ");
    if (origin.kind === "choice") this.say("  The choice:", this.targetOf(origin.choice.name));
    const cannot = report.assignable.kind !== "yes";
    const text = display(assignableText(report.assignable, origin.kind === "select"));
    this.put(0, [span(text, cannot ? "bad" : "item")]);
    if (range !== null && origin.kind !== "range") this.say(`It can be from ${range.min} to ${range.max}.`);
    for (const definition of report.definitions) this.definition(definition);
    if (report.defaults.length > 0) this.section(defaultsTitle(origin));
    for (const each of report.defaults) {
      this.say(`  ${display(each.text)}${each.inForce ? "  <- applies" : ""}`);
      if (!each.inForce) this.condition("    if", each.condition);
    }
    this.reverse("Selected", report.selectedBy);
    this.reverse("Implied", report.impliedBy);
    return this.rows;
  }

  /** Whether a menu or a comment is shown, and what that hangs on. */
  ofNode(node: MenuNode, shown: boolean, conditions: readonly StatedCondition[]): PageRow[] {
    this.say(`${nodeTitle(node)}: ${shown ? "shown now." : "not shown now."}`, { to: "node", node });
    this.section(`Defined at ${display(node.location.file)}:${node.location.line}`);
    const path = nodePath(node);
    if (path !== "") this.say(`  ${path}`);
    for (const { label, condition } of conditions) this.condition(`  ${label}`, condition);
    if (conditions.every(({ condition }) => condition === null)) this.say("  It depends on nothing.");
    return this.rows;
  }

  private definition({ location, path, prompt, depends, visibleIf, promptIf }: DefinitionReport): void {
    this.section(`Defined at ${display(location.file)}:${location.line}`);
    const way = prompt === null ? path : [...path, prompt];
    if (way.length > 0) this.say(`  ${way.map(display).join(" → ")}`);
    this.condition("  depends on", depends);
    this.condition("  visible if", visibleIf);
    this.condition("  prompt if", promptIf);
  }

  /** The text of a condition, its deciding operands coloured in it; then each of them with where it leads. */
  private condition(label: string, condition: ConditionReport | null): void {
    if (condition === null) return;
    const indent = label.length - label.trimStart().length;
    this.put(indent + 2, [span(`${label} `), ...coloured(condition)]);
    const pad = " ".repeat(indent + 2);
    if (condition.value === "y" && condition.deciding.length > 6) {
      this.say(`${pad}which holds`);
      return;
    }
    const holds = { n: "which does not hold:", m: "which holds for modules:", y: "which holds:" };
    this.say(pad + holds[condition.value]);
    for (const operand of condition.deciding) this.operand(operand, `${pad}  `);
  }

  private operand(operand: Operand, pad: string): void {
    const mark = span(`${pad}[${operand.value}] `, roleOf(operand.value));
    const name = operand.kind === "symbol" ? operand.symbol : variable(operand);
    const what =
      operand.kind === "symbol"
        ? (operand.negated ? `!${operand.symbol.name}: ` : "") + described(operand.symbol)
        : `${operand.text}: ${[operand.left, operand.right]
            .filter((side) => side.kind !== "constant")
            .map(described)
            .join(", ")}`;
    this.put(
      pad.length + 4,
      [mark, span(cells(display(what)), roleOf(operand.value))],
      this.targetOf(name.name),
    );
  }

  private reference(symbol: SymbolReference, pad: string): void {
    this.put(
      pad.length + 2,
      [span(pad), span(cells(display(described(symbol))), "link")],
      this.targetOf(symbol.name),
    );
  }

  private reverse(word: string, reports: readonly ReverseReport[]): void {
    const active = reports.filter((each) => each.inForce);
    const idle = reports.filter((each) => !each.inForce);
    if (active.length > 0) this.section(`${word} by:`);
    for (const each of active) this.reverseRow(each);
    if (idle.length > 0) this.section(`Would be ${word.toLowerCase()} by:`);
    for (const each of idle.slice(0, IDLE_SHOWN)) this.reverseRow(each);
    if (idle.length > IDLE_SHOWN) this.say(`  and ${idle.length - IDLE_SHOWN} more`);
  }

  private reverseRow({ by, value, condition, inForce }: ReverseReport): void {
    const target = this.targetOf(by.name);
    const role: Role = inForce ? "good" : "item";
    this.put(4, [span("  "), span(display(by.name), role), span(` (${value})`)], target);
    if (!inForce && condition?.value === "n") this.condition("    if", condition);
  }

  private section(text: string): void {
    this.rows.push(row(""), row(cells(text).slice(0, this.width)));
  }

  private say(text: string, target: Target | null = null): void {
    const pad = text.length - text.trimStart().length;
    for (const line of wrap(cells(text.trimStart()), Math.max(10, this.width - pad))) {
      this.rows.push(row(" ".repeat(pad) + line, target));
    }
  }

  private put(indent: number, spans: readonly Span[], target: Target | null = null): void {
    for (const line of wrapSpans(spans, this.width, indent)) this.rows.push({ spans: line, target });
  }

  private targetOf(name: string): Target | null {
    const symbol =
      this.tree.symbol(name) ?? this.tree.symbols.find((each) => symbolName(each) === display(name));
    return symbol === undefined || symbol.nodes.length === 0 ? null : { to: "symbol", symbol };
  }
}

/** The side of a comparison that can change. */
function variable(operand: Extract<Operand, { kind: "comparison" }>): SymbolReference {
  return operand.left.kind === "symbol" ? operand.left : operand.right;
}

function described(symbol: SymbolReference): string {
  if (symbol.kind === "undefined" && symbol.locations.length === 0) {
    return `${symbol.name} is defined nowhere in this tree`;
  }
  return `${symbol.name} is ${symbol.value === "" ? "empty" : symbol.value}`;
}

function roleOf(value: "n" | "m" | "y"): Role {
  return value === "n" ? "bad" : value === "m" ? "link" : "good";
}

/** A condition's text with the names of its deciding operands in their colours. */
function coloured(condition: ConditionReport): Span[] {
  const roles = new Map<string, Role>();
  for (const operand of condition.deciding) {
    const names = operand.kind === "symbol" ? [operand.symbol.name] : [operand.left.name, operand.right.name];
    for (const name of names) roles.set(name, roleOf(operand.value));
  }
  return display(condition.text)
    .split(/([A-Za-z0-9_]+)/)
    .filter((part) => part !== "")
    .map((part) => span(part, roles.get(part) ?? "item"));
}
