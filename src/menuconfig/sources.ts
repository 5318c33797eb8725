import type { KSymbol } from "kconfig-parser";
import type { Model } from "./model.js";
import { topScreen } from "./model.js";
import type { SlowEffect } from "./slow.js";
import { cells, encodeBytes } from "./text.js";

/** Which two options name a repository and what is taken of it. */
export interface SourcePair {
  readonly url: string;
  readonly ref: string;
}

/** What a repository said of a ref. */
export type SourceFinding =
  | { readonly is: "found"; readonly kind: "branch" | "tag" | "commit" | "head"; readonly commit: string }
  /** The repository answered: there is no such ref. */
  | { readonly is: "absent" }
  | { readonly is: "offline"; readonly why: string }
  /** No URL, or no ref, that git may see. */
  | { readonly is: "refused"; readonly why: string };

/** Of all that was asked: what came back, or that it has not yet. By `sourceKey`. */
export type SourceChecks = ReadonlyMap<string, SourceFinding | "asked">;

export interface Sources {
  readonly pairs: readonly SourcePair[];
  readonly checks: SourceChecks;
}

export const NO_SOURCES: Sources = { pairs: [], checks: new Map() };

function sourceKey(url: string, ref: string): string {
  return `${url} ${ref}`;
}

/** What is to be checked for what is on the screen: the text being typed, or the row under the cursor. */
function sourceInView(model: Model): { readonly url: string; readonly ref: string } | null {
  if (model.sources.pairs.length === 0) return null;
  const screen = topScreen(model);
  if (screen.kind === "input" && screen.purpose.for === "value")
    return sourceOf(model, screen.purpose.symbol, encodeBytes(screen.text));
  if (screen.kind !== "menu") return null;
  const symbol = screen.node?.symbol;
  return symbol ? sourceOf(model, symbol, model.config.stringValue(symbol)) : null;
}

/** The repository and the ref that go with a symbol of this value. */
function sourceOf(model: Model, symbol: KSymbol, value: string): { url: string; ref: string } | null {
  const name = symbol.name;
  const pair = model.sources.pairs.find((each) => each.url === name || each.ref === name);
  if (name === null || pair === undefined) return null;
  const other = model.config.tree.symbol(pair.url === name ? pair.ref : pair.url);
  if (other === undefined) return null;
  const rest = model.config.stringValue(other);
  const [url, ref] = pair.url === name ? [value, rest] : [rest, value];
  return url === "" ? null : { url, ref };
}

/** The model with what is in view noted as asked, and the effect that asks; nothing when it is known already. */
export function askInView(model: Model): { model: Model; effects: readonly SlowEffect[] } {
  const source = sourceInView(model);
  if (source === null) return { model: withoutFailures(model), effects: [] };
  if (model.sources.checks.has(sourceKey(source.url, source.ref))) return { model, effects: [] };
  return { model: withCheck(model, source, "asked"), effects: [{ type: "check-source", ...source }] };
}

export function withCheck(
  model: Model,
  { url, ref }: { readonly url: string; readonly ref: string },
  check: SourceFinding | "asked",
): Model {
  const checks = new Map(model.sources.checks).set(sourceKey(url, ref), check);
  return { ...model, sources: { ...model.sources, checks } };
}

/** What could not be asked is asked again the next time that it comes into view. */
function withoutFailures(model: Model): Model {
  const entries = [...model.sources.checks];
  const rest = entries.filter(([, check]) => check === "asked" || check.is !== "offline");
  return rest.length === entries.length
    ? model
    : { ...model, sources: { ...model.sources, checks: new Map(rest) } };
}

/** What is known of the source in view, in one line; "" when there is none. */
export function sourceLine(model: Model): string {
  const source = sourceInView(model);
  if (source === null) return "";
  const check = model.sources.checks.get(sourceKey(source.url, source.ref));
  const ref = cells(source.ref) || "HEAD";
  if (check === undefined || check === "asked") return `${ref}: asking the repository …`;
  switch (check.is) {
    case "found":
      if (check.kind === "commit")
        return `${ref.slice(0, 12)}: a commit; servers do not say whether they have it`;
      return `${ref}: ${check.kind === "head" ? "the default branch" : `a ${check.kind}`}, at ${check.commit.slice(0, 12)}`;
    case "refused":
      return `${ref}: not asked: it ${cells(check.why)}`;
    case "absent":
      return `${ref}: no such branch or tag there`;
    case "offline":
      return `${ref}: not checked: ${cells(check.why)}`;
  }
}
