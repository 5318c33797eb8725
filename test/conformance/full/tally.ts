import type { Case } from "../case.js";

/** Counts what has been compared, and prints each case that differs when it is known. */
export class Tally {
  failed = 0;
  private readonly started = Date.now();
  private readonly groups = new Map<string, { all: number; done: number; failed: number }>();
  private done = 0;

  constructor(private readonly cases: readonly Case[]) {
    for (const { group } of cases) {
      const counts = this.groups.get(group);
      if (counts === undefined) this.groups.set(group, { all: 1, done: 0, failed: 0 });
      else counts.all++;
    }
  }

  add({ group, name }: Case, differences: readonly string[]): void {
    const counts = this.groups.get(group);
    this.done++;
    if (counts !== undefined) counts.done++;
    if (differences.length === 0) return;
    this.failed++;
    if (counts !== undefined) counts.failed++;
    console.log(`${group}: ${name}\n${differences.map((text) => `  ${text}\n`).join("")}`);
  }

  progress(): string {
    return `${this.minutes()} min: ${this.done} of ${this.cases.length} compared, ${this.failed} with a difference`;
  }

  summary(): string {
    const lines = [...this.groups].map(
      ([group, { all, done, failed }]) => `${group}: ${done} of ${all} compared, ${failed} with a difference`,
    );
    return [...lines, this.progress()].join("\n");
  }

  private minutes(): string {
    return ((Date.now() - this.started) / 60_000).toFixed(1);
  }
}
