import type { KconfigTree, SymbolType } from "kconfig-parser";
import type { Solution, SolveReport } from "kconfig-parser/solve";
import { solveText } from "kconfig-parser/solve";
import { shownValue, symbolName } from "../labels.js";
import type { Model } from "../model.js";
import { type Page, type PageRow, row, rowsOf, span, type Target } from "../page.js";
import { cells, display, wrap } from "../text.js";
import type { PageContent } from "./content.js";
import { symbolIn } from "./problems.js";

/** Ways to give an option the wanted value, each with all that it does besides; or what stands in the way. */
export function fixPage(model: Model, page: Extract<Page, { of: "fix" }>, width: number): PageContent {
  const { report } = page;
  const { tree } = model.config;
  const solved = report.kind === "solved";
  return {
    title: `${symbolName(page.symbol)} = ${shownValue(report.request.value)}`,
    hint: [
      solved
        ? "Enter or a digit applies a way, as one step to undo."
        : "Enter goes to the option that a line names, Esc Esc comes back.",
      hintOfValues(page.symbol.type),
    ],
    buttons: [solved ? "Apply" : "Go", "Why", "Exit"],
    rows: rowsOf(report.kind === "solved" ? ways(report, width) : reasons(tree, report, width)),
  };
}

function hintOfValues(type: SymbolType): string {
  if (type === "tristate") return "y, m, n: ask for that value.";
  return type === "bool" ? "y, n: ask for that value." : "";
}

function ways(report: Extract<SolveReport, { kind: "solved" }>, width: number): PageRow[] {
  const { symbol, value } = report.request;
  const head = `${symbol.name} is ${shownValue(symbol.value)}. To make it ${shownValue(value)}:`;
  const rows = wrap(cells(head), width).map((line) => row(line));
  for (const [i, solution] of report.solutions.entries()) rows.push(row(""), ...way(solution, i + 1, width));
  if (!report.complete) rows.push(row(""), row("There may be other ways: the search was stopped."));
  return rows;
}

function way(solution: Solution, number: number, width: number): PageRow[] {
  const target: Target = { to: "apply", solution };
  const rows: PageRow[] = solution.changes.map((change, i) => {
    const spans = [
      span(i === 0 ? `${number}. ` : "   "),
      span(`${cells(change.symbol)} `, "link"),
      span(shownValue(change.from), "bad"),
      span(" -> "),
      span(shownValue(change.to), "good"),
      span(change.prompt === null ? "" : `  ${display(change.prompt)}`, "dim"),
    ];
    return i === 0 ? { spans, target, digit: String(number) } : { spans, target };
  });
  const lines = (text: string, role: "item" | "bad"): void => {
    for (const line of wrap(cells(text), width - 6))
      rows.push({ spans: [span(`     ${line}`, role)], target });
  };
  const { sideEffects, unmet } = solution;
  if (sideEffects.length === 0) lines("Nothing else changes.", "item");
  else {
    const all = sideEffects.map(
      ({ symbol, from, to }) => `${symbol} ${shownValue(from)} -> ${shownValue(to)}`,
    );
    lines(`Changes besides (${all.length}): ${all.join(", ")}`, "item");
  }
  if (unmet.length > 0) lines(`Selected against its own dependencies: ${unmet.join(", ")}`, "bad");
  return rows;
}

function reasons(tree: KconfigTree, report: SolveReport, width: number): PageRow[] {
  return solveText(report)
    .trimEnd()
    .split("\n")
    .flatMap((line) => {
      const symbol = symbolIn(tree, line);
      const target: Target | null = symbol === null ? null : { to: "symbol", symbol };
      return wrap(display(line), width).map((part) => row(part, target));
    });
}
