import type { Config } from "../eval/config.js";
import { symbolLabel } from "../explain/reference.js";
import { NO } from "../model/tri.js";
import { applySettings, copyConfig, hasValue, putSettings, type Setting } from "./apply.js";
import type { Assignment } from "./assignments.js";
import type { Change, SideEffect, Solution } from "./report.js";

/** A copy of the configuration to try assignments in, over and over. The evaluator has the last word here. */
export class Workbench {
  private readonly copy: Config;
  private unmet: ReadonlySet<string> | null = null;

  constructor(
    private readonly config: Config,
    private readonly wish: Setting,
  ) {
    this.copy = copyConfig(config);
  }

  /**
   * Makes the assignments and looks. Gives those that could be made, in the order in which they were, if they still
   * stand and the wish came true; else null.
   */
  tryOut(settings: readonly Assignment[]): readonly Assignment[] | null {
    const { copy, wish } = this;
    this.reset();
    putSettings(copy, settings);
    if (!hasValue(copy, wish.symbol, wish.value)) return null;
    this.reset();
    const made = applySettings(copy, settings);
    const works = [wish, ...made].every((s) => hasValue(copy, s.symbol, s.value));
    return works ? made : null;
  }

  /** Leaves out every assignment without which the wish comes true, too; those that there is time for. */
  withoutNeedless(made: readonly Assignment[], isLate: () => boolean): readonly Assignment[] {
    let best = made;
    for (const candidate of [...made].reverse()) {
      if (isLate()) break;
      const fewer = best.filter((a) => a !== candidate);
      if (fewer.length < best.length) best = this.tryOut(fewer) ?? best;
    }
    return best;
  }

  /** The changes in words, and all else that changes with them. Each step computes every value once. */
  *solutionOf(settings: readonly Assignment[]): Generator<void, Solution, void> {
    const before = this.unmetBefore();
    yield;
    this.reset();
    const made = applySettings(this.copy, settings);
    const unmet = this.unmetNow().filter((name) => !before.has(name));
    yield;
    return { changes: made.map((a) => this.changeOf(a)), sideEffects: this.sideEffects(made), unmet };
  }

  /** How many of the changes are to symbols that the user cannot see yet. */
  hidden(made: readonly Assignment[]): number {
    return made.filter((a) => this.config.visibility(a.symbol) === NO).length;
  }

  private unmetBefore(): ReadonlySet<string> {
    if (this.unmet === null) {
      this.reset();
      this.unmet = new Set(this.unmetNow());
    }
    return this.unmet;
  }

  /** Computes every value anew, and listens to what the evaluator complains of. */
  private unmetNow(): string[] {
    const { copy } = this;
    const found = new Set<string>();
    copy.onUnmetDependency = (symbol) => found.add(symbolLabel(symbol));
    copy.invalidate();
    for (const symbol of copy.tree.symbols) copy.triValue(symbol);
    copy.onUnmetDependency = null;
    return [...found];
  }

  private reset(): void {
    this.copy.user.copyFrom(this.config.user);
    this.copy.invalidate();
  }

  private changeOf({ symbol, value }: Assignment): Change {
    const node = symbol.nodes.find((n) => n.prompt !== null) ?? symbol.nodes[0];
    return {
      symbol: symbolLabel(symbol),
      prompt: node?.prompt ?? null,
      location: node?.location ?? null,
      from: this.config.stringValue(symbol),
      to: value,
    };
  }

  private sideEffects(made: readonly Assignment[]): SideEffect[] {
    const set = new Set([this.wish.symbol, ...made.map((a) => a.symbol)]);
    const found: SideEffect[] = [];
    for (const symbol of this.config.tree.symbols) {
      if (symbol.name === null || set.has(symbol)) continue;
      const [from, to] = [this.config.stringValue(symbol), this.copy.stringValue(symbol)];
      if (from !== to) found.push({ symbol: symbol.name, from, to });
    }
    return found;
  }
}
