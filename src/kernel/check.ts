/** Whether every line of the fragments came true, after all of them and the kernel's own rules have had their say. */
import { type Config, createConfig, type KconfigTree, type KSymbol, readConfiguration } from "kconfig-parser";
import { assignableText, type ConditionReport, type Operand, originText, why } from "kconfig-parser/explain";
import { solve } from "kconfig-parser/solve";
import { type FragmentFile, requestsOf, type SymbolRequest } from "./requests.js";

export interface Shortfall extends SymbolRequest {
  /** The value that it has; null where the kernel has no such option. */
  readonly got: string | null;
  /** Why, in a clause. */
  readonly why: string;
  /** What to do, in an imperative clause. */
  readonly cure: string;
}

export interface CheckReport {
  /** The configuration that came of the files. */
  readonly config: Config;
  /** How many symbols the files name. */
  readonly asked: number;
  readonly shortfalls: readonly Shortfall[];
}

/** Computes what `merge_config.sh` and `olddefconfig` make of the files, and holds every line against it. */
export function checkFragments(tree: KconfigTree, files: readonly FragmentFile[]): CheckReport {
  const config = createConfig(tree);
  readConfiguration(config, files.map(({ text }) => text).join("\n"), "merged");
  const requests = requestsOf(files);
  return {
    config,
    asked: requests.length,
    shortfalls: requests.flatMap((each) => shortfallOf(config, each)),
  };
}

function shortfallOf(config: Config, request: SymbolRequest): readonly Shortfall[] {
  const symbol = config.tree.symbol(request.symbol);
  if (symbol === undefined || symbol.type === "unknown") {
    if (request.value === "n") return [];
    const why = "this kernel has no such option";
    return [{ ...request, got: null, why, cure: "look for its new name, or take the line out" }];
  }
  const got = config.stringValue(symbol);
  if (got === request.value) return [];
  return [{ ...request, got, why: whyNot(config, symbol), cure: cureFor(config, symbol, request) }];
}

function whyNot(config: Config, symbol: KSymbol): string {
  const report = why(config, symbol);
  const { kind } = report.origin;
  if (kind === "select" || kind === "choice" || kind === "range")
    return clause(originText(report.origin, report.symbol));
  const conditions = report.definitions.flatMap(({ depends, promptIf, visibleIf }) =>
    [depends, visibleIf, promptIf].flatMap((each) => (each !== null && each.value !== "y" ? [each] : [])),
  );
  if (conditions.length > 0) return `it depends on ${[...new Set(conditions.flatMap(deciding))].join(", ")}`;
  return clause(assignableText(report.assignable, false));
}

function deciding(condition: ConditionReport): readonly string[] {
  return condition.deciding.length > 0 ? condition.deciding.map(operandText) : [condition.text];
}

function operandText(operand: Operand): string {
  if (operand.kind === "comparison") return `${operand.text}, which is ${operand.value}`;
  const { name, kind, value, locations } = operand.symbol;
  if (kind === "undefined" && locations.length === 0) return `${name}, which is nowhere in this kernel`;
  return `${operand.negated ? "!" : ""}${name}, and ${name} is ${value}`;
}

function clause(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, "")}`;
}

/** More settings than these would be another kernel. */
const MOST = 8;

function cureFor(config: Config, symbol: KSymbol, { value }: SymbolRequest): string {
  const report = solve(config, symbol, value);
  const best = report.kind === "solved" ? report.solutions[0] : undefined;
  const others = (best?.changes ?? []).filter((change) => change.symbol !== symbol.name);
  if (best === undefined || others.length === 0 || others.length > MOST)
    return "take the line out, or ask for it where it can be had";
  return `add ${others.map(({ symbol: name, to }) => `CONFIG_${name}=${to}`).join(", ")}, or take the line out`;
}

/** `fragments/x.config:3: CONFIG_FOO: asked y, got n: because …: what to do`. */
export function shortfallText(shortfall: Shortfall, shownPath: (path: string) => string): string {
  const { cure, file, got, line, symbol, value, why: reason } = shortfall;
  const result = got === null ? "it is not there" : `got ${got === "" ? "nothing" : got}`;
  return `${shownPath(file)}:${line}: CONFIG_${symbol}: asked ${value}, ${result}: ${reason}: ${cure}`;
}
