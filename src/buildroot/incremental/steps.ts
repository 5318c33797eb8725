/** Follows make's lines and tells the scheduler which packages began, what they do, and which are done. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { BatchReport, Digest, TaskId } from "../../scheduler/index.js";
import { parseStepLine, plainText, type StepLine } from "../build/step-line.js";
import type { PackageFacts } from "./facts.js";
import { failedBuildFolder, parseStepMark } from "./step-marks.js";

const KEPT_LINES = 400;

/** After these a package may wait for long: the others are not built yet on which its configuration depends. */
const BEFORE_REST = new Set(["download", "extract", "patch"]);

export interface Followed {
  readonly id: TaskId;
  readonly facts: PackageFacts;
}

export class Steps {
  /** The last step of which make spoke, for the words of a failure. */
  last: StepLine | null = null;
  /** The packages whose steps make names as failed, in that order; with several jobs there may be some. */
  readonly failed = new Set<string>();
  #lines: string[] = [];
  readonly #waiting: Map<string, Followed>;
  readonly #started = new Set<string>();

  constructor(
    followed: readonly Followed[],
    readonly output: string,
    readonly report: BatchReport,
    readonly resultOf: (facts: PackageFacts) => Digest,
    /** The task of the images, when it is among those that run: steps of no package are its own. */
    readonly image: TaskId | null = null,
  ) {
    this.#waiting = new Map(followed.map((item) => [item.facts.name, item]));
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  line(line: string): void {
    const mark = parseStepMark(line);
    if (mark) {
      if (mark.edge === "start") this.#begins(mark.package);
      else if (BEFORE_REST.has(mark.step)) this.#steps(mark.package, null);
      // A package is done a moment after its last step: it is looked for whenever another one speaks.
      this.settle();
      return;
    }
    this.report.line(line);
    const step = parseStepLine(line);
    if (step) {
      this.last = step;
      if (step.package === "") this.#imageStep(step.step);
      this.#begins(step.package);
      this.#steps(step.package, step.step);
      this.#lines = [];
      return;
    }
    const folder = failedBuildFolder(line);
    if (folder !== null) this.failed.add(this.#nameOf(folder));
    this.#lines.push(Buffer.from(plainText(line), "latin1").toString("utf8"));
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
  }

  #imageBegan = false;

  /** All packages are done when the first of these comes. */
  #imageStep(step: string): void {
    if (this.image === null) return;
    if (!this.#imageBegan) {
      this.settleAll();
      this.report.started(this.image);
    }
    this.#imageBegan = true;
    this.report.step(this.image, step);
  }

  /** Tells of the packages whose last stamp has come since. */
  settle(): void {
    for (const name of this.#started) {
      const item = this.#waiting.get(name);
      if (!item || !existsSync(join(this.output, item.facts.stampDir, ".stamp_installed"))) continue;
      this.#waiting.delete(name);
      this.#started.delete(name);
      this.report.finished(item.id, this.resultOf(item.facts));
    }
  }

  /** After make has ended well: also those that spoke no word (virtual packages). */
  settleAll(): void {
    for (const name of this.#waiting.keys()) this.#started.add(name);
    this.settle();
  }

  #begins(name: string): void {
    const item = this.#waiting.get(name);
    if (!item || this.#started.has(name)) return;
    this.#started.add(name);
    this.report.started(item.id);
  }

  /** make's own words for a step, which stand after the mark of its start; null: it rests. */
  #steps(name: string, step: string | null): void {
    const item = this.#waiting.get(name);
    if (item && this.#started.has(name)) this.report.step(item.id, step);
  }

  #nameOf(folder: string): string {
    for (const { facts } of this.#waiting.values())
      if (facts.stampDir === `build/${folder}`) return facts.name;
    return folder;
  }
}
