import type {
  Assignable,
  ConditionReport,
  DefinitionReport,
  Operand,
  Origin,
  ReverseReport,
  SymbolReference,
  WhyReport,
} from "./report.js";
import { locationText, sentence, wrap } from "./text.js";

/** Selectors beyond this many are counted, not listed. */
const shownSelectors = 8;

/** A report in plain words, lines of at most 80 columns where names allow it. */
export function whyText(report: WhyReport): string {
  const { symbol } = report;
  const out = [`${symbol.name} is ${symbol.kind === "undefined" ? "not defined" : shown(symbol)}`, ""];
  out.push(...sentence(originText(report.origin, symbol)));
  out.push(...sentence(assignableText(report.assignable, report.origin.kind === "select")));
  if (report.range && report.origin.kind !== "range")
    out.push(...sentence(`It can be from ${report.range.min} to ${report.range.max}.`));
  for (const definition of report.definitions) out.push("", ...definitionLines(definition, symbol));
  if (report.defaults.length > 0) {
    out.push("", defaultsTitle(report.origin));
    for (const d of report.defaults)
      out.push(
        ...item(
          `${d.text}${d.inForce ? "  <- applies" : ""}`,
          d.inForce ? null : d.condition,
          locationText(d),
        ),
      );
  }
  out.push(...reverseLines("Selected", report.selectedBy), ...reverseLines("Implied", report.impliedBy));
  return `${out.join("\n")}\n`;
}

function shown(symbol: SymbolReference): string {
  return symbol.type === "string" ? `"${symbol.value}"` : symbol.value === "" ? "empty" : symbol.value;
}

function names(by: readonly SymbolReference[]): string {
  const first = by.slice(0, shownSelectors).map((s) => s.name);
  const more = by.length - first.length;
  return first.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Where the value comes from, as a sentence. */
export function originText(origin: Origin, symbol: SymbolReference): string {
  switch (origin.kind) {
    case "user":
      return origin.value === symbol.value
        ? "You set it: the value stands in your configuration."
        : `Your configuration says ${origin.value}, but its conditions allow only ${symbol.value}.`;
    case "default":
      return `The value comes from the default ${origin.text} at ${place(origin.location)}.`;
    case "select":
      return `It is selected by ${names(origin.by)}.`;
    case "imply":
      return `It is implied by ${names(origin.by)}; you may still change it.`;
    case "choice":
      return `It is one of the choice "${origin.choice.name}", in which ${origin.selected ?? "nothing"} is ${
        origin.how === "picked" ? "picked" : "on by default"
      }.`;
    case "range":
      return `${origin.wanted === "" ? "No value" : origin.wanted} is outside the range ${origin.range.min} to ${
        origin.range.max
      } (${place(origin.range.location)}), so the nearest bound is taken.`;
    case "environment":
      return `The value comes from the environment variable ${origin.variable}.`;
    case "no-type":
      return symbol.locations.length === 0
        ? "No file that was read defines it; as a condition it is n."
        : "Its definition gives it no type; as a condition it is n.";
    case "nothing":
      return "Neither you, nor a default, nor another symbol gives it a value.";
  }
}

/** Whether the user can change it, as a sentence; `saidWho`: who selects it has been named. */
export function assignableText(assignable: Assignable, saidWho: boolean): string {
  switch (assignable.kind) {
    case "yes":
      return assignable.values.length > 0
        ? `You can set it to ${assignable.values.join(" or ")}.`
        : "You can change it.";
    case "no-prompt":
      return "It has no prompt, so you cannot set it yourself.";
    case "hidden":
      return "You cannot set it now: the condition of its prompt does not hold.";
    case "selected":
      return saidWho
        ? "You cannot change it while it is selected."
        : `You cannot change it while it is selected by ${names(assignable.by)}.`;
  }
}

/** What stands above the list of defaults: the first that applies decides only where nothing else does. */
export function defaultsTitle({ kind }: Origin): string {
  return `Defaults (the first that applies ${kind === "default" ? "counts" : "would count, did nothing else give a value"}):`;
}

function definitionLines(definition: DefinitionReport, symbol: SymbolReference): string[] {
  const path = [...definition.path, ...(definition.prompt === null ? [] : [definition.prompt])];
  return [
    `Defined at ${place(definition.location)}`,
    ...(path.length > 0 ? wrap(path.join(" -> "), 2) : []),
    ...conditionLines("depends on", definition.depends, symbol),
    ...conditionLines("visible if", definition.visibleIf, symbol),
    ...conditionLines("prompt if", definition.promptIf, symbol),
  ];
}

function conditionLines(label: string, condition: ConditionReport | null, symbol: SymbolReference): string[] {
  if (condition === null) return [];
  const holds = condition.value === "n" ? "does not hold" : condition.value === "m" ? "holds for m" : "holds";
  const lines = wrap(`${label} ${condition.text}`, 2);
  if (condition.value === "y" && condition.deciding.length > 3) return [...lines, `    holds`];
  return [...lines, `    ${holds}, because`, ...condition.deciding.flatMap((o) => operandLines(o, symbol))];
}

function operandLines(operand: Operand, symbol: SymbolReference): string[] {
  const at = operand.statedAt;
  const stated =
    at && !symbol.locations.some((l) => l.file === at.file && l.line === at.line)
      ? `, asked for at ${place(at)}`
      : "";
  return wrap(operandText(operand) + stated, 6);
}

function operandText(operand: Operand): string {
  if (operand.kind === "symbol") return described(operand.symbol);
  const sides = [operand.left, operand.right].filter((s) => s.kind !== "constant").map(described);
  const truth = (operand.value === "n") !== operand.negated ? "is false" : "is true";
  return `${operand.text} ${truth}${sides.length > 0 ? `: ${sides.join(", ")}` : ""}`;
}

function described(symbol: SymbolReference): string {
  const [first] = symbol.locations;
  if (symbol.kind === "undefined" && !first) return `${symbol.name} is defined nowhere in this tree`;
  return `${symbol.name} is ${shown(symbol)}${first ? ` (${place(first)})` : ""}`;
}

function reverseLines(word: string, reports: readonly ReverseReport[]): string[] {
  if (reports.length === 0) return [];
  const active = reports.filter((r) => r.inForce);
  const idle = reports.filter((r) => !r.inForce);
  const out: string[] = [];
  if (active.length > 0) out.push("", `${word} by:`, ...reverseItems(active));
  if (idle.length > 0) out.push("", `Would be ${word.toLowerCase()} by:`, ...reverseItems(idle));
  return out;
}

function reverseItems(reports: readonly ReverseReport[]): string[] {
  const out = reports
    .slice(0, shownSelectors)
    .flatMap((r) => item(`${r.by.name} (${r.by.value})`, r.inForce ? null : r.condition, locationText(r)));
  if (reports.length > shownSelectors) out.push(`  and ${reports.length - shownSelectors} more`);
  return out;
}

function item(text: string, condition: ConditionReport | null, at: string): string[] {
  const lines = wrap(`${text} ${at}`, 2);
  if (condition === null || condition.value !== "n") return lines;
  const [first] = condition.deciding;
  const more = condition.deciding.length - 1;
  const because = first ? operandText(first) + (more > 0 ? ` and ${more} more` : "") : condition.text;
  return [...lines, ...wrap(`no: ${because}`, 6)];
}

function place(location: { readonly file: string; readonly line: number }): string {
  return locationText({ location });
}
