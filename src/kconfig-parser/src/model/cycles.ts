import type { Diagnostic } from "../diagnostics.js";
import { writtenOrder } from "./check-properties.js";
import type { CycleRules } from "./cycle-rules.js";
import { cycleText } from "./cycle-text.js";
import type { Expr } from "./expr.js";
import type { ForCycles } from "./finalize.js";
import type { MenuNode } from "./menu.js";
import type { Conditional, Default, KSymbol } from "./symbol.js";
import type { KconfigTree } from "./tree.js";

/** By what a symbol hangs on the next one of a path. */
export type Link =
  | { readonly kind: "depends" | "selected" | "implied" | "member" }
  | { readonly kind: "condition" | "value"; readonly type: PropertyType; readonly property: Conditional };

/** What a condition is the condition of; `symbol` is the definition as a whole. */
export type PropertyType = "symbol" | "prompt" | "default" | "range" | "imply";

/** A symbol on the path, and by what it hangs on the one after it. */
export interface Step {
  readonly symbol: KSymbol;
  link: Link;
}

/**
 * Symbols whose value depends on itself, each cycle once, in the words of the C tools. C: sym_check_deps().
 */
export function findDependencyCycles(tree: KconfigTree, written: ForCycles): Diagnostic[] {
  const begin = (walked: number) => new Search(tree.dialect.cycles, walked, tree.table.all.length, written);
  // Most trees have no cycle, and the order in which symbols are looked at takes longer than looking at them.
  const any = begin(WALKED);
  for (const symbol of tree.table.all) any.visit(symbol);
  if (any.found.length === 0 && written.refused.size === 0) return [];
  const search = begin(WALKED_AGAIN);
  if (tree.dialect.cycles.order === "menu") searchMenus(tree.root, search, written);
  else for (const symbol of tree.symbolsInHashOrder()) search.visit(symbol);
  return search.found;
}

function searchMenus(node: MenuNode, search: Search, written: ForCycles): void {
  if (node.symbol) search.visit(node.symbol);
  search.found.push(...(written.refused.get(node) ?? []));
  for (const child of node.children) searchMenus(child, search, written);
}

const depends: Link = { kind: "depends" };
const selected: Link = { kind: "selected" };
const implied: Link = { kind: "implied" };
const member: Link = { kind: "member" };

/** In a chain's `memo`: every symbol in it has been looked at. No state of a Config has a negative number. */
const WALKED = -1;
const WALKED_AGAIN = -2;

const ON_PATH = 1;
const DONE = 2;
/**
 * While a choice is looked at, a value that stands in it and is none of its own: one of another choice, or one in a
 * submenu. C cannot tell a cycle that meets it.
 */
const ELSEWHERE = 3;

class Search {
  readonly found: Diagnostic[] = [];
  private readonly path: Step[] = [];
  /** For each symbol ON_PATH, DONE, ELSEWHERE or none of them. */
  private readonly states: Uint8Array;

  constructor(
    private readonly rules: CycleRules,
    private readonly walked: number,
    symbolCount: number,
    private readonly written: ForCycles,
  ) {
    this.states = new Uint8Array(symbolCount);
  }

  /** Follows a symbol; gives the symbol at which a cycle found on the way closes: then the path is left alone. */
  visit(symbol: KSymbol): KSymbol | null {
    const state = this.states[symbol.id];
    if (state === ON_PATH) return this.close(symbol);
    if (state === ELSEWHERE) return this.lose(symbol);
    if (symbol.isConst || state === DONE) return null;
    const step: Step = { symbol, link: member };
    this.path.push(step);
    // A value of a choice is looked at as a part of its choice: there the cycle closes.
    if (this.choiceOf(symbol) === null) this.states[symbol.id] = ON_PATH;
    const cycle = this.follow(symbol, step);
    this.path.pop();
    this.states[symbol.id] = DONE;
    return cycle === symbol && this.rules.goesOnAfterCycle ? null : cycle;
  }

  /** The values of a choice hang on each other through it: what one of them depends on, the choice depends on. */
  private follow(symbol: KSymbol, step: Step): KSymbol | null {
    const choice = this.choiceOf(symbol);
    if (choice !== null) return this.visit(choice);
    const own = this.followOwn(symbol, step);
    return own === null && symbol.isChoice ? this.followValues(symbol, step) : own;
  }

  /** The choice that C finds above a value: since 6.12 none where the value is in the submenu of another. */
  private choiceOf(symbol: KSymbol): KSymbol | null {
    return this.isInSubmenu(symbol) ? null : symbol.choice;
  }

  private isInSubmenu(symbol: KSymbol): boolean {
    return this.rules.choiceWords === "block" && this.written.nested.has(symbol);
  }

  private followValues(choice: KSymbol, step: Step): KSymbol | null {
    step.link = member;
    const isElsewhere = ({ choice: first }: KSymbol): boolean => first !== null && first !== choice;
    const isHidden = (symbol: KSymbol): boolean => isElsewhere(symbol) || this.isInSubmenu(symbol);
    const elsewhere = this.rules.choiceWords === "block" ? inEntries(choice).filter(isHidden) : [];
    for (const value of elsewhere) this.states[value.id] = ELSEWHERE;
    let cycle: KSymbol | null = null;
    for (const value of elsewhere.length === 0 ? choice.choiceValues : inEntries(choice)) {
      const valueStep: Step = { symbol: value, link: depends };
      this.path.push(valueStep);
      cycle = this.followOwn(value, valueStep);
      this.path.pop();
      if (cycle !== null) break;
    }
    for (const value of elsewhere) this.states[value.id] = DONE;
    return cycle;
  }

  private lose(symbol: KSymbol): KSymbol {
    const place = symbol.nodes[0]?.location ?? { file: "<none>", line: 0 };
    this.found.push({ ...place, message: "unexpected recursive dependency error", form: "bare" });
    return symbol;
  }

  private close(symbol: KSymbol): KSymbol | null {
    const top = this.path.at(-1);
    const first = this.path.findIndex((step) => step.symbol === symbol);
    const isAtValues = this.path[first]?.link === member;
    // That what stands in a choice depends on the choice is how it is built.
    if (symbol.isChoice && top?.link !== member && (isAtValues || top?.symbol.choice === symbol)) return null;
    const cycle = this.path.slice(first);
    this.found.push(cycleText(cycle, this.rules));
    return symbol;
  }

  private followOwn(symbol: KSymbol, step: Step): KSymbol | null {
    const { dependsFirst, followsImply, choiceWords } = this.rules;
    let cycle: KSymbol | null = null;
    if (dependsFirst) {
      // In 6.12 a value has no dependencies of its own in an entry that stands right in its choice.
      const isPlain = symbol.choice === null || choiceWords === "contains";
      step.link = depends;
      cycle = this.walk(isPlain ? symbol.dirDep : (this.written.notJustInChoice.get(symbol) ?? null));
      if (cycle !== null) return cycle;
    }
    step.link = selected;
    cycle = this.walk(symbol.revDep);
    if (cycle !== null) return cycle;
    step.link = implied;
    if (followsImply) cycle = this.walk(symbol.implied);
    return cycle ?? this.followProperties(symbol, step);
  }

  private followProperties(symbol: KSymbol, step: Step): KSymbol | null {
    if (this.walked === WALKED) return this.followInAnyOrder(symbol, step);
    for (const { type, property, value } of inWrittenOrder(symbol, this.rules)) {
      if (property.visible !== null) {
        step.link = { kind: "condition", type, property };
        const cycle = this.walk(property.visible);
        if (cycle !== null) return cycle;
      }
      // The default of a choice is one of its values, and hangs on the choice by design.
      if (value !== null && !symbol.isChoice) {
        step.link = { kind: "value", type, property };
        const cycle = this.walk(value);
        if (cycle !== null) return cycle;
      }
    }
    return null;
  }

  /** As followProperties(), when it is only asked whether there is a cycle: no lists are made, and nothing sorted. */
  private followInAnyOrder(symbol: KSymbol, step: Step): KSymbol | null {
    const { nodes, implies, prompts, defaults, ranges, isChoice } = symbol;
    step.link = depends;
    let cycle: KSymbol | null = null;
    if (followsEntries(symbol, this.rules))
      for (let i = 0; i < nodes.length && cycle === null; i++) cycle = this.walk((nodes[i] as MenuNode).dep);
    if (!this.rules.dependsFirst) cycle ??= this.walkConditions(implies);
    cycle ??= this.walkConditions(prompts) ?? this.walkConditions(defaults) ?? this.walkConditions(ranges);
    if (!isChoice)
      for (let i = 0; i < defaults.length && cycle === null; i++)
        cycle = this.walk((defaults[i] as Default).value);
    return cycle;
  }

  private walkConditions(properties: readonly Conditional[]): KSymbol | null {
    let cycle: KSymbol | null = null;
    for (let i = 0; i < properties.length && cycle === null; i++)
      cycle = this.walk((properties[i] as Conditional).visible);
    return cycle;
  }

  private walk(expr: Expr | null): KSymbol | null {
    if (expr === null) return null;
    switch (expr.op) {
      case "symbol":
        return this.visit(expr.symbol);
      case "not":
        return this.walk(expr.operand);
      case "compare":
        return this.visit(expr.left) ?? this.visit(expr.right);
      default: {
        // A chain that several entries share is walked once: none of its symbols needs a second look.
        if (expr.memo === this.walked) return null;
        const cycle = this.walk(expr.left) ?? this.walk(expr.right);
        // Only now: a symbol met on the way may come back to this chain, and must see the rest of it.
        if (cycle === null) expr.memo = this.walked;
        return cycle;
      }
    }
  }
}

/** The symbols that have an entry in a choice. */
function inEntries({ nodes }: KSymbol): KSymbol[] {
  return nodes.flatMap(({ children }) => children.flatMap(({ symbol }) => symbol ?? []));
}

interface Followed {
  readonly type: PropertyType;
  readonly property: Conditional;
  /** An expression that the value hangs on, too. */
  readonly value: Expr | null;
}

const nothing: readonly Followed[] = [];

/** Whether what its entries depend on is a property like others; in a choice it is so up to 6.10. */
function followsEntries({ isChoice }: KSymbol, { dependsFirst, choiceWords }: CycleRules): boolean {
  return !dependsFirst || (isChoice && choiceWords === "contains");
}

function hangsOnNothing(symbol: KSymbol, rules: CycleRules): boolean {
  const { nodes, implies, prompts, defaults, ranges } = symbol;
  return (
    defaults.length === 0 &&
    ranges.length === 0 &&
    prompts.every(({ visible }) => visible === null) &&
    (rules.dependsFirst || implies.length === 0) &&
    (!followsEntries(symbol, rules) || nodes.every(({ dep }) => dep === null))
  );
}

function inWrittenOrder(symbol: KSymbol, rules: CycleRules): readonly Followed[] {
  if (hangsOnNothing(symbol, rules)) return nothing;
  const all: Followed[] = [];
  // What hangs on nothing need not be followed, and most symbols have little that does.
  const add = (type: PropertyType, property: Conditional, value: Expr | null): void => {
    if (property.visible !== null || value !== null) all.push({ type, property, value });
  };
  if (followsEntries(symbol, rules))
    for (const node of symbol.nodes)
      if (node.dep !== null) all.push({ type: "symbol", property: { node, visible: node.dep }, value: null });
  if (!rules.dependsFirst) for (const property of symbol.implies) add("imply", property, null);
  for (const property of symbol.prompts) add("prompt", property, null);
  for (const property of symbol.defaults) add("default", property, property.value);
  for (const property of symbol.ranges) add("range", property, null);
  return all.some((one, i) => i > 0 && order(all[i - 1] as Followed, one) > 0) ? all.sort(order) : all;
}

function order({ property: a }: Followed, { property: b }: Followed): number {
  return writtenOrder(a, b);
}
