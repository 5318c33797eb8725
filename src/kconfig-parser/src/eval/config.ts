import type { Chain, Expr } from "../model/expr.js";
import type { MenuNode } from "../model/menu.js";
import type { KSymbol, SymbolType } from "../model/symbol.js";
import type { KconfigTree } from "../model/tree.js";
import { MOD, NO, type Tri, triAnd, triNot, triOf, triOr, triText, YES } from "../model/tri.js";
import { hasNoValue, isGroup, settleVisible } from "./choice-rules.js";
import { compared } from "./compare.js";
import { defaultText } from "./default-text.js";
import { dependentsOf } from "./dependents.js";
import { LONG, leftChains } from "./long-chain.js";
import { propagate } from "./propagate.js";
import { decide, selectMember } from "./select-member.js";
import { isShown, promptsShown } from "./shown.js";
import { computeText, rangeInForce } from "./text-value.js";
import { isAnsweredByTransitional } from "./transitional.js";
import { UserValues } from "./user-values.js";
import type { ValueRules } from "./value-rules.js";
import { COMPUTING, DECIDING, SETTLED, STALE, ValueStore } from "./value-store.js";
import { wantedTri } from "./wanted-tri.js";

let states = 0;

/**
 * The values of a tree's symbols: what the user set, and what follows from it. Values are computed when asked
 * for and kept until something changes. C: sym_calc_value() and its helpers.
 */
export class Config {
  readonly user: UserValues;
  private readonly values: ValueStore;
  private readonly rules: ValueRules;
  private modules: Tri = NO;
  private modulesAsked = false;
  /** Names the present set of values; no two configurations, and no two states of one, share a number. */
  private state = ++states;
  /** Changes whenever a value may have: what was derived from the values holds as long as this does. */
  get stateNumber(): number {
    return this.state;
  }

  /** How often something was read that was left from before or not settled: another time it may come out otherwise. */
  private unfinishedReads = 0;
  /** How often a choice was read that may still turn out to be n, as none of its values can be chosen. */
  private decidingReads = 0;
  private get unsettledReads(): number {
    return this.unfinishedReads + this.decidingReads;
  }
  /** `unfinishedReads` when nothing was computed yet. */
  private readsBefore = 0;
  /** How many unmet dependencies were told of since nothing was computed. */
  private unmet = 0;
  /** How many chains are being evaluated, one within the other. */
  private depth = 0;
  /** True when what is in memory is not what is on disk. C: conf_get_changed(). */
  modified = true;
  /** Told of each symbol that others select although its own dependencies say no, as it is computed. */
  onUnmetDependency: ((symbol: KSymbol) => void) | null = null;

  /** `user`: values to start from, which the configuration then owns; see UserValues.clone(). */
  constructor(
    readonly tree: KconfigTree,
    user?: UserValues,
  ) {
    const n = tree.table.all.length;
    this.user = user ?? new UserValues(n);
    this.values = new ValueStore(n);
    this.rules = tree.dialect.values;
  }

  /** Forgets every computed value; what the user set stays. C: sym_clear_all_valid(). */
  invalidate(): void {
    this.forgetValues();
    const { modules } = this.tree.table;
    if (modules) this.compute(modules);
  }

  /** The same when the user has set nothing since: in vain where all would come out as it did, without a warning. */
  invalidateUnlessSame(): void {
    if (this.unfinishedReads !== this.readsBefore || this.unmet > 0) this.invalidate();
  }

  /** The same, before values are read: nothing is computed yet. C: conf_read_simple(). */
  forget(): void {
    this.forgetValues();
    this.modulesAsked = false;
  }

  private forgetValues(): void {
    this.values.valid.fill(STALE);
    this.state = ++states;
    this.readsBefore = this.unfinishedReads;
    this.unmet = 0;
  }

  /**
   * Takes note that the user's value of one symbol (and, in a choice, of its neighbours) was changed in `user`.
   * What follows from it is computed again at once, and only that, where it had been computed before. Who listens
   * for unmet dependencies hears them as from C, which computes everything again.
   */
  changed(symbol: KSymbol): void {
    // Nearly every value hangs on the symbol `modules`: those that are looked at are computed when they are.
    if (this.onUnmetDependency !== null || symbol === this.tree.table.modules) {
      this.invalidate();
      return;
    }
    const before = this.modules;
    this.state = ++states;
    propagate(dependentsOf(this.tree), this.values, symbol, (s) => this.compute(s));
    if (this.modules !== before) this.invalidate();
  }

  /** Forgets the computed value of one symbol. */
  invalidateSymbol(symbol: KSymbol): void {
    this.values.valid[symbol.id] = STALE;
    this.unfinishedReads++;
    this.state = ++states;
  }

  /** Whether a value has been computed since the last change. C: SYMBOL_VALID. */
  isComputed(symbol: KSymbol): boolean {
    return this.values.valid[symbol.id] !== STALE;
  }

  /** The value as n, m, y; n for int, hex and string. C: sym_get_tristate_value(). */
  triValue(symbol: KSymbol): Tri {
    this.compute(symbol);
    return this.values.tri[symbol.id] as Tri;
  }

  /** The value as it stands in a `.config`, without quotes. C: sym_get_string_value(). */
  stringValue(symbol: KSymbol): string {
    this.compute(symbol);
    return this.lastText(symbol);
  }

  /** The type that counts now: a tristate that cannot be m is a bool. C: sym_get_type(). */
  effectiveType(symbol: KSymbol): SymbolType {
    return symbol.type === "tristate" && !this.canBeMod(symbol) ? "bool" : symbol.type;
  }

  /** C: modules_val. At n every m counts as y. */
  modulesValue(): Tri {
    const { modules } = this.tree.table;
    if (modules && !this.modulesAsked) {
      this.modulesAsked = true; // at once: its own conditions may ask, too
      this.compute(modules);
    }
    if (modules && this.values.valid[modules.id] !== SETTLED) this.unfinishedReads++;
    return this.modules;
  }

  /** Reads values as they are before a configuration is: as long as MODULES has not been looked at, nothing is m. */
  unread<T>(read: () => T): T {
    this.modulesAsked = true;
    const found = read();
    this.modulesAsked = false;
    return found;
  }

  private canBeMod(symbol: KSymbol): boolean {
    if (symbol.type !== "tristate" || this.modulesValue() === NO) return false;
    return symbol.choice === null || this.values.visible[symbol.id] !== YES;
  }

  /** The value as it was computed last, not computed now: C prints such in help pages. C: sym->curr. */
  lastText(symbol: KSymbol): string {
    if (symbol.isConst || symbol.type === "unknown") this.compute(symbol);
    if (symbol.type === "bool" || symbol.type === "tristate")
      return triText(this.values.tri[symbol.id] as Tri);
    return this.values.text[symbol.id] ?? "";
  }

  /** The visibility as it was computed last, not computed now; n before that. */
  lastVisibility(symbol: KSymbol): Tri {
    this.unfinishedReads++;
    return this.values.visible[symbol.id] as Tri;
  }

  /** How far the user may set it: n when it is not shown. C: sym->visible. */
  visibility(symbol: KSymbol): Tri {
    this.compute(symbol);
    return this.values.visible[symbol.id] as Tri;
  }

  /** How far others select it. C: sym->rev_dep.tri. */
  selectedTo(symbol: KSymbol): Tri {
    this.compute(symbol);
    return this.values.reverseDep[symbol.id] as Tri;
  }

  /** How far others imply it. C: sym->implied.tri. */
  impliedTo(symbol: KSymbol): Tri {
    this.compute(symbol);
    return this.values.impliedBy[symbol.id] as Tri;
  }

  /** What its own dependencies allow. C: sym->dir_dep.tri. */
  allowedTo(symbol: KSymbol): Tri {
    this.compute(symbol);
    return this.values.directDep[symbol.id] as Tri;
  }

  /** Whether the symbol gets a line in `.config`. C: SYMBOL_WRITE. */
  isWritten(symbol: KSymbol): boolean {
    this.compute(symbol);
    return this.values.written[symbol.id] === 1;
  }

  /** Whether the user can change it at all. C: sym_is_changeable(). */
  isChangeable(symbol: KSymbol): boolean {
    return this.visibility(symbol) > this.selectedTo(symbol);
  }

  /** Whether a value was set or loaded; without one a menu shows (NEW). C: sym_has_value(). */
  hasUserValue(symbol: KSymbol): boolean {
    this.compute(symbol);
    return this.user.has(symbol) || isAnsweredByTransitional(this, symbol);
  }

  /** The selected value of a choice, null when it has none. C: sym_get_choice_value(). */
  choiceSelection(choice: KSymbol): KSymbol | null {
    this.compute(choice);
    if (this.values.valid[choice.id] === DECIDING) this.unfinishedReads++;
    return this.values.tri[choice.id] === YES || isGroup(choice, this.rules)
      ? (this.values.selection[choice.id] ?? null)
      : null;
  }

  /** The value of an expression; null (no condition) is y. C: expr_calc_value(). */
  evaluate(expr: Expr | null): Tri {
    if (expr === null) return YES;
    switch (expr.op) {
      case "symbol":
        return this.triValue(expr.symbol);
      case "not":
        return triNot(this.evaluate(expr.operand));
      case "and":
      case "or":
        return expr.memo >> 2 === this.state ? ((expr.memo & 3) as Tri) : this.evaluateChain(expr);
      case "compare":
        return compared(this, expr);
    }
  }

  /** For who listens to warnings both operands are computed, as in C: it decides the order in which they come. */
  private evaluateChain(expr: Chain): Tri {
    const { unsettledReads, state } = this;
    this.depth++;
    let value: Tri;
    if (this.depth < LONG) value = this.evaluateRight(expr, this.evaluate(expr.left), unsettledReads, state);
    else {
      const chains = leftChains(expr, state);
      value = this.evaluate((chains.at(-1) ?? expr).left);
      for (const chain of chains.reverse()) value = this.evaluateRight(chain, value, unsettledReads, state);
    }
    this.depth--;
    return value;
  }

  private evaluateRight(expr: Chain, left: Tri, unsettled: number, state: number): Tri {
    const isSettled = left === (expr.op === "and" ? NO : YES) && this.onUnmetDependency === null;
    const right = isSettled ? left : this.evaluate(expr.right);
    const value = expr.op === "and" ? triAnd(left, right) : triOr(left, right);
    // A choice asks for its values' conditions while its own value is not settled: such an answer is not kept.
    if (unsettled === this.unsettledReads && state === this.state) expr.memo = state * 4 + value;
    return value;
  }

  /**
   * C: menu_is_visible(). An entry is shown when its prompt is, or when it is set and a child is shown.
   * @param byChild hears of each symbol that is shown for a child only
   */
  isNodeVisible(node: MenuNode, byChild?: (symbol: KSymbol) => void): boolean {
    return isShown(this, this.values, node, byChild);
  }

  /** The range in force, as texts. C: sym_get_range_prop(). */
  range(symbol: KSymbol): { readonly min: string; readonly max: string } | null {
    const range = rangeInForce(this, symbol);
    return range ? { min: this.stringValue(range.low), max: this.stringValue(range.high) } : null;
  }

  /** The value without what the user set, as savedefconfig compares it. C: sym_get_string_default(). */
  defaultText(symbol: KSymbol): string {
    return defaultText(this, symbol);
  }

  private compute(symbol: KSymbol): void {
    const { id } = symbol;
    if (this.values.valid[id]) {
      if (this.values.valid[id] === COMPUTING) this.unfinishedReads++;
      else if (this.values.valid[id] === DECIDING) this.decidingReads++;
      return;
    }
    if (symbol.choice && this.user.needsChoiceValues(symbol)) {
      this.user.clearNeedsChoiceValues(symbol);
      this.compute(symbol.choice);
    }
    this.values.valid[id] = COMPUTING;
    this.computeValue(symbol);
    if (this.values.valid[id] !== STALE) this.values.valid[id] = SETTLED;
    if (symbol === this.tree.table.modules) this.modules = this.values.tri[id] as Tri;
  }

  private computeValue(symbol: KSymbol): void {
    const { id } = symbol;
    if (symbol.isConst || hasNoValue(symbol, this.rules)) {
      this.values.text[id] = symbol.name ?? "";
      this.values.tri[id] = symbol.isConst && symbol.type === "tristate" ? triOf(symbol.name) : NO;
      return;
    }
    this.values.written[id] = 0;
    this.computeVisibility(symbol);
    if (this.values.visible[id] !== NO) this.values.written[id] = 1;
    if (symbol.type === "bool" || symbol.type === "tristate" || symbol.isChoice) this.computeTri(symbol);
    else computeText(this, this.values, symbol);
    if (symbol.isAuto) this.values.written[id] = 0;
    if (this.user.needsChoiceValues(symbol) && symbol.isChoice) {
      this.user.fillChoice(symbol);
      this.invalidateSymbol(symbol);
    }
  }

  private computeTri(symbol: KSymbol): void {
    const { id, choice } = symbol;
    if (isGroup(symbol, this.rules)) {
      const member = selectMember(this, symbol);
      this.values.selection[id] = member;
      this.values.tri[id] = NO; // a group is no symbol: it has no value of its own
      if (settleVisible(this, this.values, symbol, member)) this.unfinishedReads++;
      return;
    }
    let value: Tri;
    if (choice && isGroup(choice, this.rules)) {
      const member = this.choiceSelection(choice);
      settleVisible(this, this.values, choice, member);
      value = member === symbol ? YES : NO;
    }
    // The choice was computed for the visibility, or not at all where that does not hang on it.
    else if (choice && this.values.visible[id] === YES) {
      if (this.values.valid[choice.id] !== SETTLED) this.unfinishedReads++;
      value = this.values.selection[choice.id] === symbol ? YES : NO;
    } else {
      value = wantedTri(this, this.values, symbol);
      const selected = this.values.reverseDep[id] as Tri;
      if (selected > (this.values.directDep[id] as Tri) && !choice) {
        this.unmet++;
        this.onUnmetDependency?.(symbol);
      }
      value = triOr(value, selected);
    }
    const isImplied = this.rules.implyKeepsFromMod && this.values.impliedBy[id] === YES;
    if (value === MOD && (isImplied || !this.canBeMod(symbol))) value = YES;
    this.values.tri[id] = value;
    if (symbol.isChoice && decide(this, this.values, symbol)) this.unfinishedReads++;
  }

  /** Its visibility alone, while a choice decides among its values. */
  visibilityOf(symbol: KSymbol): Tri {
    this.computeVisibility(symbol);
    return this.values.visible[symbol.id] as Tri;
  }

  /** C: sym_calc_visibility(). For a symbol that cannot be m, an m among conditions counts as y. */
  private computeVisibility(symbol: KSymbol): void {
    const { id } = symbol;
    const { values } = this;
    let visible = promptsShown(this, values, symbol);
    if (visible === MOD && (symbol.type !== "tristate" || this.modulesValue() === NO)) visible = YES;
    // Nobody is asked about it, but what an old configuration says counts.
    if (symbol.isTransitional) visible = YES;
    values.visible[id] = visible;
    if (symbol.choice) {
      const how = values.valid[symbol.choice.id];
      if (how !== SETTLED && how !== DECIDING) this.unfinishedReads++;
      return;
    }
    values.directDep[id] = this.promoted(symbol, this.evaluate(symbol.dirDep));
    if (symbol.isTransitional) return; // it has no more than what an old configuration says
    values.reverseDep[id] = symbol.revDep === null ? NO : this.promoted(symbol, this.evaluate(symbol.revDep));
    values.impliedBy[id] =
      symbol.implied === null || (values.directDep[id] === NO && !this.rules.impliesAgainstDependencies)
        ? NO
        : this.promoted(symbol, this.evaluate(symbol.implied));
  }

  private promoted(symbol: KSymbol, value: Tri): Tri {
    return value === MOD && this.effectiveType(symbol) === "bool" ? YES : value;
  }
}
