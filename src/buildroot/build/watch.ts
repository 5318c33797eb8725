/** Turns make's lines into events, and keeps what a failure needs: the step and its last lines. */
import type { BuildEvent, Progress } from "./events.js";
import { parseStepLine, plainText, type StepLine } from "./step-line.js";
import type { Tally } from "./tally.js";

const KEPT_LINES = 400;

export class Watch {
  step: StepLine | null = null;
  #lines: string[] = [];

  constructor(
    readonly tally: Tally,
    readonly elapsedSeconds: () => number,
    readonly emit: (event: BuildEvent) => void,
  ) {}

  /** The lines since the last step began, at most 400. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  get progress(): Progress {
    return { done: this.tally.done, total: this.tally.total, elapsedSeconds: this.elapsedSeconds() };
  }

  /** A new make call: what was going on before no longer explains anything. */
  reset(): void {
    this.step = null;
    this.#lines = [];
  }

  line(line: string): void {
    const step = parseStepLine(line);
    if (step === null) {
      this.#lines.push(Buffer.from(plainText(line), "latin1").toString("utf8"));
      if (this.#lines.length > KEPT_LINES) this.#lines.shift();
      return;
    }
    if (this.step !== null && this.step.package !== step.package) this.#finished(this.step.package);
    this.step = step;
    this.#lines = [];
    this.emit({
      type: "step",
      package: step.package,
      version: step.version,
      step: step.step,
      progress: this.progress,
    });
  }

  /** After make has ended: packages finished without a word after them. */
  settle(): void {
    this.#finished(undefined);
  }

  #finished(name: string | undefined): void {
    for (const done of this.tally.refresh(name))
      this.emit({ type: "package-finished", package: done, progress: this.progress });
  }
}
