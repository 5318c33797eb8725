/** Runs many packages, and the images after them, in one call of make, as Buildroot is made to be used. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type {
  Batch,
  BatchItem,
  BatchReport,
  Change,
  Digest,
  Jobserver,
  TaskId,
} from "../../scheduler/index.js";
import { diagnose } from "../build/diagnose.js";
import { EXIT, UserError } from "../errors.js";
import { runMake } from "../make.js";
import { type Action, actionFor } from "./action.js";
import { STATE_FOLDER } from "./evaluation.js";
import type { Facts, PackageFacts } from "./facts.js";
import { packageTask } from "./ids.js";
import { emptyAssembly, keepImages } from "./image-folder.js";
import { resultDigest } from "./result.js";
import { markSeen, renewStamps } from "./stamps.js";
import { type Followed, Steps } from "./steps.js";
import { takeOut, takeOutInstalled } from "./take-out.js";
import type { BuildTree } from "./tree.js";

export interface MakeBatchOptions {
  readonly tree: BuildTree;
  readonly facts: Facts;
  /** The task of the images; its inputs are checked by the caller. */
  readonly image: TaskId;
  /** What came out as images. */
  readonly imageResult: () => Digest;
  /** Variables for a call of make that downloads. */
  readonly downloading: () => Readonly<Record<string, string>>;
  /** Jobs of make; more than one needs per-package folders. */
  readonly jobs: number;
  readonly perPackage: boolean;
  readonly keepGoing: boolean;
}

/** A failure of make, in a sentence, with the exit code of the whole command. */
export class MakeFailed extends UserError {}

export class MakeBatch implements Batch {
  readonly name = "make";
  /** Gives make its first slot of those that all children share; without it make has slots of its own. */
  slots: Pick<Jobserver, "withSlot"> | null = null;
  constructor(readonly options: MakeBatchOptions) {}

  async run(items: readonly BatchItem[], report: BatchReport): Promise<void> {
    const { facts, image, tree } = this.options;
    const followed = items.flatMap((item): (Followed & { change: Change })[] => {
      const own = packageOf(facts, item.id);
      return own ? [{ id: item.id, facts: own, change: item.change }] : [];
    });
    for (const item of followed) this.#prepare(item, report);
    const inBatch = new Set(followed.map((item) => item.facts));
    for (const own of facts.packages.values())
      if (!inBatch.has(own)) renewStamps(tree.output, tree.buildroot, own);
    const assembly = items.find((item) => item.id === image);
    if (assembly) report.touched(image);
    if (assembly && this.options.perPackage)
      emptyAssembly(tree.output, [...facts.packages.values()], packagesChanged(assembly.change));
    const ofImage = assembly ? image : null;
    const steps = new Steps(followed, tree.output, report, (own) => this.#result(own), ofImage);
    const missing = followed.filter((item) => this.#lacksSource(item.facts));
    if (missing.length > 0)
      await this.#make(
        missing.map((item) => `${item.facts.name}-source`),
        steps,
        report,
        this.options.downloading(),
      );
    const goals = assembly ? ["all"] : followed.map((item) => item.facts.name);
    await this.#make(goals, steps, report);
    steps.settleAll();
    if (!assembly) return;
    report.finished(image, this.options.imageResult());
  }

  #prepare({ id, facts, change }: Followed & { change: Change }, report: BatchReport): void {
    const { output } = this.options.tree;
    // Without folders of its own a package cannot be taken out: all is clean, or make takes up what stopped.
    const action: Action = this.options.perPackage ? actionFor(facts, change) : { kind: "go-on" };
    if (action.kind === "go-on") return;
    // From here on the record of what was there is no longer true, even if its turn never comes.
    report.touched(id);
    if (action.kind === "reconfigure" && existsSync(join(output, facts.stampDir, ".stamp_patched"))) {
      takeOutInstalled(output, facts);
      return;
    }
    if (existsSync(join(output, facts.stampDir)))
      report.line(`ipa-image: ${facts.name}: from its sources again`);
    takeOut(output, facts);
    if (action.kind === "from-source" && action.alsoRemove !== null)
      takeOut(output, { name: facts.name, stampDir: action.alsoRemove });
  }

  #result(facts: PackageFacts): Digest {
    const { output } = this.options.tree;
    if (facts.installsImages) keepImages(output, facts);
    markSeen(output, facts);
    return resultDigest(output, facts.name, facts.stampDir);
  }

  /** Asked first for all, so that a source that cannot be had stops the build before hours of work. */
  #lacksSource(facts: PackageFacts): boolean {
    const folder = this.options.tree.downloads;
    return facts.downloads.some((download) => !existsSync(join(folder, facts.dlDir, download.source)));
  }

  async #make(
    goals: readonly string[],
    steps: Steps,
    report: BatchReport,
    more: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const { jobs, keepGoing, perPackage, tree } = this.options;
    const { slots } = this;
    // With a number of its own make would leave the slots that it is handed.
    const own = perPackage && jobs > 1 && slots === null ? [`-j${jobs}`] : [];
    const flags = [...own, ...(keepGoing ? ["-k"] : [])];
    const call = () =>
      runMake({
        buildroot: tree.makeTree,
        output: tree.output,
        externals: tree.externals,
        targets: goals,
        flags,
        variables: { ...tree.variables, BR2_INSTRUMENTATION_SCRIPTS: this.#scripts(), ...more },
        env: { ...tree.env, ...report.env },
        signal: report.signal,
        onLine: (line) => steps.line(line),
      });
    const result = slots ? await slots.withSlot(call, report.signal) : await call();
    steps.settle();
    if (result.exitCode === 0) return;
    if (result.aborted) throw new Error("interrupted");
    if (result.startError !== null)
      throw new MakeFailed(
        `make: cannot be started (${result.startError}): run \`ipa-image doctor\``,
        EXIT.host,
      );
    this.#fail(goals, result.exitCode, steps, report);
  }

  /** One error for each package that make names; the first of them, or what make said last, for the whole call. */
  #fail(goals: readonly string[], exitCode: number | null, steps: Steps, report: BatchReport): never {
    const { facts, tree } = this.options;
    const errorOf = (name: string): MakeFailed => {
      const own = facts.packages.get(name);
      const spoken = steps.last?.package === name ? steps.last : null;
      const found = diagnose({
        phase: goals.length > 3 ? `${goals.slice(0, 3).join(" ")} …` : goals.join(" "),
        exitCode,
        step: spoken ?? (own ? { package: name, version: own.version, step: "its last step" } : steps.last),
        lines: steps.lines,
        output: tree.output,
      });
      return new MakeFailed(found.message, found.exitCode);
    };
    const named = [...steps.failed].filter((name) => facts.packages.has(name));
    const errors = named.map((name) => ({ name, error: errorOf(name) }));
    for (const { name, error } of errors) report.failed(packageTask(name), error);
    throw errors[0]?.error ?? errorOf(steps.last?.package ?? "");
  }

  #scripts(): string {
    const users =
      this.options.tree.variables.BR2_INSTRUMENTATION_SCRIPTS ??
      process.env.BR2_INSTRUMENTATION_SCRIPTS ??
      "";
    return `${join(this.options.tree.output, STATE_FOLDER, "step")} ${users}`.trim();
  }
}

/** Whether the packages are others than those of which host/ was put together the last time. */
function packagesChanged(change: Change): boolean {
  if (change.kind === "missing" || change.kind === "asked") return false;
  return (
    change.kind !== "inputs" ||
    change.results.length > 0 ||
    change.differences.some((item) => item.name.startsWith("after "))
  );
}

function packageOf(facts: Facts, id: TaskId): PackageFacts | undefined {
  return facts.packages.get(id);
}
