import { sentence, wrap } from "../explain/text.js";
import { reasonLines } from "./reason-text.js";
import type { Change, SideEffect, SolveReport } from "./report.js";

/** Side effects beyond this many are counted, not listed. */
const shownEffects = 6;

/** A report in plain words, lines of at most 80 columns where names allow it. */
export function solveText(report: SolveReport): string {
  const { symbol } = report.request;
  const value = said(report.request.value);
  const out: string[] = [];
  switch (report.kind) {
    case "already":
      out.push(`${symbol.name} is ${said(symbol.value)} already.`);
      break;
    case "solved":
      out.push(`${symbol.name} is ${said(symbol.value)}. To make it ${value}:`);
      report.solutions.forEach(({ changes, sideEffects, unmet }, i) => {
        out.push("", report.solutions.length === 1 ? "Set" : `${i + 1}. Set`);
        out.push(...changes.flatMap(changeLines), ...effectLines(sideEffects), ...unmetLines(unmet));
      });
      if (!report.complete) out.push("", "There may be other ways.");
      break;
    case "impossible":
      out.push(`${symbol.name} cannot be ${value}, because`, ...reasonLines(report.because, 2));
      break;
    case "not-found":
      out.push(
        ...sentence(
          `No way was found to make ${symbol.name} ${value}; ${report.tried} sets of changes were tried.`,
        ),
      );
      if (report.because.length > 0) out.push("What stands in the way:", ...reasonLines(report.because, 2));
  }
  return `${out.join("\n")}\n`;
}

function said(value: string): string {
  return value === "" ? "empty" : value;
}

function changeLines({ symbol, to, from, prompt, location }: Change): string[] {
  const where = location ? ` ${location.file}:${location.line}` : "";
  return [
    ...wrap(`${symbol} to ${to === "" ? '""' : to} (now ${said(from)})`, 3),
    ...(prompt === null ? [] : wrap(`"${prompt}"${where}`, 7)),
  ];
}

function effectLines(effects: readonly SideEffect[]): string[] {
  if (effects.length === 0) return ["   Nothing else changes."];
  const named = effects.slice(0, shownEffects).map((e) => `${e.symbol}=${e.to === "" ? '""' : e.to}`);
  const more = effects.length - named.length;
  return wrap(`Also changes: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`, 3);
}

function unmetLines(unmet: readonly string[]): string[] {
  if (unmet.length === 0) return [];
  return wrap(`Selected although its own dependencies are not met: ${unmet.join(", ")}`, 3);
}
