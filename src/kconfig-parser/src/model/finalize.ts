import type { Diagnostic } from "../diagnostics.js";
import type { ValueRules } from "../eval/value-rules.js";
import type { TreeBuilder } from "../parse/builder.js";
import { checkProperties, placeOf, writtenOrder } from "./check-properties.js";
import { and, containsSymbol, type Expr, or } from "./expr.js";
import type { MenuNode } from "./menu.js";
import { Simplifier } from "./simplify.js";
import type { Conditional, KSymbol, Prompt, Reverse } from "./symbol.js";
import { dependsOn } from "./transform.js";
import { refusedTransitional } from "./transitional.js";

// A tree is finalized in a tenth of a second, much of it in code that V8 has not optimized yet: there `for … of` takes
// several times as long as an index, so what is done for every property counts by index.

/**
 * Gives each entry the dependencies of what surrounds it, builds reverse dependencies and choices, nests
 * entries under the symbol that they depend on, and dissolves `if` blocks. C: menu_finalize().
 */
export function finalize(builder: TreeBuilder, rules: ValueRules): ForCycles {
  const finalizer = new Finalizer(builder, rules);
  finalizer.finalize(builder.root);
  const { refused } = finalizer.forCycles;
  for (const node of builder.nodes) {
    const errors = refusedTransitional(node, builder.symbols.yes);
    if (errors.length > 0) refused.set(node, [...(refused.get(node) ?? []), ...errors]);
  }
  return finalizer.forCycles;
}

/** What only the search for cycles needs to know of the entries as they were written. */
export interface ForCycles {
  /** What symbols depend on in entries right in an `if` and, of several, in those that are not right in a choice. */
  readonly notJustInChoice: ReadonlyMap<KSymbol, Expr | null>;
  /** Values of choices, within an `if`, that would go into the submenu of the value before them. */
  readonly nested: ReadonlySet<KSymbol>;
  /** Errors that C finds on its way through the entries, while it looks for cycles. */
  readonly refused: ReadonlyMap<MenuNode, readonly Diagnostic[]>;
}

/** A bool that is tested for m, in the condition of a property or (null) of its entry. */
interface Test {
  readonly property: Conditional | null;
  readonly text: string;
}

class Finalizer {
  private readonly choicesAreGroups: boolean;
  private readonly simplifier: Simplifier;
  private readonly tests: Test[] = [];
  private passing: Conditional | null = null;
  private readonly checked = new Set<KSymbol>();
  readonly forCycles = {
    notJustInChoice: new Map<KSymbol, Expr | null>(),
    nested: new Set<KSymbol>(),
    refused: new Map<MenuNode, Diagnostic[]>(),
  };

  constructor(
    private readonly builder: TreeBuilder,
    private readonly rules: ValueRules,
  ) {
    this.choicesAreGroups = rules.choices === "group";
    // C says it on standard output, for each condition that does it.
    this.simplifier = new Simplifier(builder.symbols, rules.rewriting, ({ name }, forced) =>
      this.tests.push({
        property: this.passing,
        text: `boolean symbol ${name} tested for 'm'? test forced to '${forced}'\n`,
      }),
    );
  }

  finalize(parent: MenuNode): void {
    if (parent.children.length > 0) {
      this.passDependencies(parent);
      this.finalizeChildren(parent);
    } else if (parent.symbol !== null) {
      // A choice, too, at an entry that has nothing in it.
      const { symbol, dep } = parent;
      symbol.dirDep = or(symbol.dirDep, dep);
      const around = parent.parent?.kind;
      const { notJustInChoice } = this.forCycles;
      if (around === "if" || (around !== "choice" && symbol.nodes.length > 1))
        notJustInChoice.set(symbol, or(notJustInChoice.get(symbol) ?? null, dep));
    }
    const blocks = parent.kind === "choice" && !this.choicesAreGroups ? blocksIn(parent) : noBlocks;
    this.dissolve(parent);
    if (parent.kind === "choice" && parent.symbol) this.collectChoiceValues(parent, parent.symbol, blocks);
    if (parent.symbol && !this.checked.has(parent.symbol)) this.check(parent, parent.symbol);
    if (parent.kind === "choice" && parent.symbol && !this.choicesAreGroups)
      this.requireSelection(parent, parent.symbol);
  }

  private passDependencies(parent: MenuNode): void {
    const choice = parent.kind === "choice" ? parent.symbol : null;
    if (choice && !this.choicesAreGroups) this.shareType(parent, choice);
    const { simplifier } = this;
    const above = this.conditionOfChildren(parent, choice);
    const { children } = parent;
    for (let i = 0; i < children.length; i++) {
      const child = children[i] as MenuNode;
      child.dep = simplifier.both(above, simplifier.condition(child.dep));
      if (child.symbol) this.passToProperties(child, child.symbol);
      else if (child.promptProperty)
        child.promptProperty.visible = simplifier.both(
          child.dep,
          simplifier.condition(child.promptProperty.visible),
        );
      this.tellTests();
    }
  }

  /** Properties are passed on kind by kind, C does it as they are written. */
  private tellTests(): void {
    const { tests } = this;
    if (tests.length === 0) return;
    const isOfProperty = ({ property }: Test): number => (property === null ? 0 : 1);
    tests.sort((a, b) =>
      a.property && b.property ? writtenOrder(a.property, b.property) : isOfProperty(a) - isOfProperty(b),
    );
    for (const { text } of tests.splice(0)) this.builder.output.push(text);
  }

  private conditionOfChildren(parent: MenuNode, choice: KSymbol | null): Expr | null {
    if (choice) return this.choicesAreGroups ? parent.dep : { op: "symbol", symbol: choice };
    return parent.promptProperty ? parent.promptProperty.visible : parent.dep;
  }

  /** Only what this node wrote: a symbol's other definitions have dependencies of their own. */
  private passToProperties(node: MenuNode, symbol: KSymbol): void {
    const { prompts, defaults, ranges, selects, implies } = symbol;
    if (prompts.length > 0) this.pass(node, symbol, prompts);
    if (defaults.length > 0) this.pass(node, symbol, defaults);
    if (ranges.length > 0) this.pass(node, symbol, ranges);
    if (selects.length > 0) this.pass(node, symbol, selects);
    if (implies.length > 0) this.pass(node, symbol, implies);
    if (symbol.env !== null)
      for (const property of symbol.defaults) if (property.isAlways) property.visible = null;
    for (let i = 0; i < selects.length; i++) {
      const reverse = selects[i] as Reverse;
      if (reverse.node === node)
        reverse.target.revDep = or(reverse.target.revDep, activeWhen(symbol, reverse));
    }
    for (let i = 0; i < implies.length; i++) {
      const reverse = implies[i] as Reverse;
      if (reverse.node === node)
        reverse.target.implied = or(reverse.target.implied, activeWhen(symbol, reverse));
    }
  }

  private pass(node: MenuNode, { type }: KSymbol, properties: readonly Conditional[]): void {
    for (let i = 0; i < properties.length; i++) {
      const property = properties[i] as Conditional;
      if (property.node !== node) continue;
      this.passing = property;
      // Most have no condition of their own.
      const condition =
        property.visible === null
          ? node.dep
          : this.simplifier.both(node.dep, this.simplifier.condition(property.visible));
      property.visible = this.simplifier.forType(type, condition);
    }
    this.passing = null;
  }

  private shareType(parent: MenuNode, choice: KSymbol): void {
    if (choice.type === "unknown") {
      const typed = parent.children.find((c) => c.symbol && c.symbol.type !== "unknown");
      if (typed?.symbol) choice.type = typed.symbol.type;
    }
    for (const { symbol } of parent.children) if (symbol?.type === "unknown") symbol.type = choice.type;
  }

  /** Finalizes the children in turn; one that is a symbol may take the ones after it into a submenu. */
  private finalizeChildren(parent: MenuNode): void {
    const pending = parent.children;
    const kept: MenuNode[] = [];
    for (let i = 0; i < pending.length; ) i = this.finalizeFrom(pending, i, kept);
    parent.children = kept;
  }

  private finalizeFrom(siblings: readonly MenuNode[], index: number, into: MenuNode[]): number {
    const node = siblings[index];
    if (node === undefined) return index + 1;
    into.push(node);
    let next = index + 1;
    const submenu: MenuNode[] = [];
    const isMember = this.choicesAreGroups && isInChoice(node);
    if (node.children.length === 0 && node.symbol && !isMember) {
      const base = node.promptProperty?.visible ?? null;
      for (
        let after = siblings[next];
        after && belongsUnder(after, node.symbol, base, this.simplifier);
        after = siblings[next]
      )
        next = this.finalizeFrom(siblings, next, submenu);
    } else if (isMember && node.symbol && node.parent?.kind === "if")
      this.noteNested(node, node.symbol, siblings.slice(next));
    this.finalize(node);
    if (submenu.length === 0) return next;
    node.children.push(...submenu);
    for (const child of submenu) child.parent = node;
    this.dissolve(node);
    return next;
  }

  /** Such a value of a choice depends on another one, which is a cycle; C has also forgotten that it is in the choice. */
  private noteNested(node: MenuNode, symbol: KSymbol, after: readonly MenuNode[]): void {
    const base = node.promptProperty?.visible ?? null;
    const note = (entry: MenuNode): void => {
      if (entry.symbol) this.forCycles.nested.add(entry.symbol);
      entry.children.forEach(note);
    };
    for (const entry of after) {
      if (!belongsUnder(entry, symbol, base, this.simplifier)) return;
      note(entry);
    }
  }

  /** Entries without a prompt, `if` blocks among them, give their children to the level above. */
  private dissolve(parent: MenuNode): void {
    if (parent.children.length === 0) return;
    if (!parent.children.some((c) => c.children.length > 0 && c.prompt === null)) return;
    const flat: MenuNode[] = [];
    const add = (child: MenuNode): void => {
      flat.push(child);
      if (child.children.length === 0 || child.prompt !== null) return;
      const inner = child.children;
      child.children = [];
      for (const grandchild of inner) {
        grandchild.parent = parent;
        add(grandchild);
      }
    };
    parent.children.forEach(add);
    parent.children = flat;
  }

  /** C opens an `if` in a choice, or an entry without a prompt, when it comes to it: until then what is in it is not in the choice. */
  private collectChoiceValues(parent: MenuNode, choice: KSymbol, blocks: Blocks): void {
    const closed = new Set(blocks.values());
    const isOutside = (entry: MenuNode): boolean =>
      entry.parent?.symbol !== choice || closed.has(blocks.get(entry) ?? entry);
    for (const child of parent.children) {
      closed.delete(child);
      const value = child.symbol;
      // It may stand in several choices, each of which refuses its prompts in the others.
      if (value && this.choicesAreGroups) this.refuseProperties(child, value, choice);
      if (!value || value.choice) continue;
      if (child.prompt === null) this.builder.warn(child.location, "choice value must have a prompt");
      if (!this.choicesAreGroups) this.warnOfProperties(child, value, isOutside);
      if (choice.type === "tristate" && value.type !== "tristate") this.requireYes(child, value, choice);
      if (!this.choicesAreGroups || isAskedIn(choice, value)) value.choice = choice;
      else if (choice.choiceValues.includes(value)) continue;
      choice.choiceValues.push(value);
    }
  }

  private refuseProperties(node: MenuNode, { defaults, prompts }: KSymbol, choice: KSymbol): void {
    const { choicePrompts } = this.rules;
    const outside = promptsElsewhere(prompts, node, ({ parent }) =>
      choicePrompts === "one entry" ? true : parent?.symbol !== choice,
    );
    const message =
      choicePrompts === "one entry"
        ? "choice value must not have a prompt in another entry"
        : "choice value has a prompt outside its choice group";
    const found = [
      ...defaults.map((property) => ({ property, message: noDefaults })),
      ...outside.map((property) => ({ property, message })),
    ];
    if (found.length === 0) return;
    found.sort((a, b) => writtenOrder(a.property, b.property));
    const errors = found.map(({ property, message }) => ({
      ...placeOf(property),
      message: `error: ${message}`,
    }));
    this.forCycles.refused.set(node, errors);
  }

  /** What the value of a choice has no use for, in the order in which it is written. */
  private warnOfProperties(
    node: MenuNode,
    { defaults, prompts }: KSymbol,
    isOutside: (entry: MenuNode) => boolean,
  ): void {
    const outside = promptsElsewhere(prompts, node, isOutside);
    const found = [
      ...defaults.map((property) => ({ property, message: noDefaults })),
      ...outside.map((property) => ({ property, message: "choice value used outside its choice group" })),
    ];
    found.sort((a, b) => writtenOrder(a.property, b.property));
    for (const { property, message } of found) this.builder.warn(placeOf(property), message);
  }

  /** A bool in a tristate choice is only there while the choice is y. */
  private requireYes(node: MenuNode, value: KSymbol, choice: KSymbol): void {
    const isYes: Expr = { op: "compare", relation: "=", left: choice, right: this.builder.symbols.yes };
    node.dep = and(isYes, node.dep);
    for (const list of [value.prompts, value.defaults, value.ranges, value.selects, value.implies])
      for (const property of list)
        if (property.node === node) property.visible = and(isYes, property.visible);
  }

  private check(node: MenuNode, symbol: KSymbol): void {
    this.checked.add(symbol);
    if (symbol.type === "unknown") this.builder.warn(node.location, "config symbol defined without type");
    if (symbol.isChoice && node.prompt === null)
      this.builder.warn(node.location, "choice must have a prompt");
    const isValue = (s: KSymbol): boolean => s.choice === symbol && !this.forCycles.nested.has(s);
    checkProperties(symbol, isValue, this.rules, (place, message) => this.builder.warn(place, message));
  }

  /** A choice that is not optional cannot be n while it is visible: as if `m` selected it. */
  private requireSelection(node: MenuNode, choice: KSymbol): void {
    if (choice.isOptional || node.promptProperty === null) return;
    const mod: Expr = { op: "symbol", symbol: this.builder.symbols.mod };
    choice.revDep = or(choice.revDep, and(node.promptProperty.visible, mod));
  }
}

const noDefaults = "defaults for choice values not supported";

/** Prompts of other entries, of those that are refused. A `menuconfig` has a menu's prompt, of which C says nothing. */
function promptsElsewhere(
  prompts: readonly Prompt[],
  node: MenuNode,
  isRefused: (entry: MenuNode) => boolean,
): readonly Prompt[] {
  return prompts.filter(
    (p) => p.node !== node && isRefused(p.node) && !(p.node.isMenuConfig && p.node.promptProperty === p),
  );
}

/** A group has a value as its member where the value is asked for first: a `menuconfig` before the choice is on its own. */
function isAskedIn(choice: KSymbol, value: KSymbol): boolean {
  let node = value.nodes.find(({ prompt }) => prompt !== null)?.parent;
  if (node === undefined) return true;
  while (node && node.symbol === null) node = node.parent;
  return node?.symbol === choice;
}

/** For what stands in an `if` of a choice, or below an entry without a prompt, that entry. */
type Blocks = ReadonlyMap<MenuNode, MenuNode>;

const noBlocks: Blocks = new Map();

function blocksIn({ children }: MenuNode): Blocks {
  const found = new Map<MenuNode, MenuNode>();
  for (const block of children)
    if (block.prompt === null) for (const entry of block.children) found.set(entry, block);
  return found;
}

/** Whether an entry is a value of a choice, through `if`s. */
function isInChoice({ parent }: MenuNode): boolean {
  let around = parent;
  while (around?.kind === "if") around = around.parent;
  return around?.kind === "choice";
}

/** When a select or imply counts: its symbol is on and its own condition holds. */
function activeWhen(symbol: KSymbol, { visible }: Reverse): Expr | null {
  return and({ op: "symbol", symbol }, visible);
}

/** Whether the entry goes into the submenu of the symbol before it. */
function belongsUnder(node: MenuNode, symbol: KSymbol, base: Expr | null, simplifier: Simplifier): boolean {
  const dep = node.promptProperty ? node.promptProperty.visible : node.dep;
  if (!containsSymbol(dep, symbol)) return false;
  if (dependsOn(dep, symbol)) return true;
  return simplifier.follows(base, dep);
}
