/** Drives Buildroot from a `.config` to images: make in phases, each told as it goes. */
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Need, type Phase, runPhases, taskId } from "../../scheduler/index.js";
import { EXIT, type ExitCode, UserError } from "../errors.js";
import { captureMake, runMake } from "../make.js";
import { diagnose } from "./diagnose.js";
import type { BuildEvent } from "./events.js";
import { type BuildLog, openBuildLog } from "./log.js";
import { type PackageInfo, parseShowInfo } from "./show-info.js";
import { openTally } from "./tally.js";
import { Watch } from "./watch.js";

export interface BuildOptions {
  readonly buildroot: string;
  readonly output: string;
  readonly externals: readonly string[];
  /** A make goal of Buildroot's; without one the whole image is built, in phases. */
  readonly target?: string;
  /** Leave downloads to each package's turn instead of getting all sources first. */
  readonly skipSource?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly emit: (event: BuildEvent) => void;
  readonly signal: AbortSignal;
  /** What ended the run when `signal` has fired, for the event. */
  readonly signalName?: () => string;
}

class PhaseFailed extends Error {}

/**
 * Builds. All that happens is told through `emit`; the returned exit code says how it ended.
 * A run that was interrupted or failed is taken up again by the next call: Buildroot's stamps say what is done.
 */
export async function buildImage(options: BuildOptions): Promise<ExitCode> {
  if (!existsSync(join(options.output, ".config"))) {
    throw new UserError(
      `${options.output}/.config: there is none: run \`ipa-image config\` first`,
      EXIT.config,
    );
  }
  const log = await openBuildLog(options.output);
  const started = performance.now();
  const elapsed = () => (performance.now() - started) / 1000;
  options.emit({ type: "build-started", output: options.output, log: log.path });
  const build = new Build(options, log, elapsed);
  const result = await runPhases(build.tasks(), { emit: options.emit, signal: options.signal });
  const logFailure = await log.close();
  switch (result.kind) {
    case "cancelled": {
      const signal = options.signalName?.() ?? "SIGINT";
      options.emit({ type: "build-interrupted", signal, log: log.path });
      return signal === "SIGTERM" ? EXIT.terminated : EXIT.interrupted;
    }
    case "failed":
      if (!(result.error instanceof PhaseFailed)) throw result.error;
      return build.exitCode;
    case "done":
      break;
  }
  if (logFailure)
    throw new UserError(`${log.path}: the log could not be written (${logFailure.message})`, EXIT.space);
  options.emit({
    type: "build-finished",
    images: await listImages(join(options.output, "images")),
    elapsedSeconds: elapsed(),
    log: log.path,
  });
  return EXIT.ok;
}

class Build {
  exitCode: ExitCode = EXIT.build;
  #packages: ReadonlyMap<string, PackageInfo> = new Map();
  #watch: Watch;

  constructor(
    readonly options: BuildOptions,
    readonly log: BuildLog,
    readonly elapsed: () => number,
  ) {
    this.#watch = new Watch(openTally(options.output, this.#packages), elapsed, options.emit);
  }

  tasks(): readonly Phase[] {
    const packages = taskId("packages");
    const count: Phase = { id: packages, after: [], run: () => this.#count() };
    const { target } = this.options;
    if (target !== undefined) return [count, this.#make(target, ["packages"])];
    const source = this.options.skipSource ? [] : [this.#make("source", ["packages"], this.#sourceNeed)];
    const before = ["packages", ...source.map((task) => task.id)];
    return [
      count,
      ...source,
      this.#make("toolchain", before, this.#toolchainNeed),
      this.#make("all", ["toolchain"]),
    ];
  }

  readonly #sourceNeed = async (): Promise<Need> => {
    const { tally } = this.#watch;
    return tally.total > 0 && tally.done === tally.total
      ? { kind: "up-to-date", reason: "every package is installed, so no source is needed" }
      : { kind: "run", reason: `${tally.total - tally.done} of ${tally.total} packages are not installed` };
  };

  readonly #toolchainNeed = async (): Promise<Need> => {
    const stampDir = this.#packages.get("toolchain")?.stampDir;
    if (!stampDir) return { kind: "up-to-date", reason: "the configuration has no toolchain package" };
    return existsSync(join(this.options.output, stampDir, ".stamp_installed"))
      ? { kind: "up-to-date", reason: "its stamp says that it is installed" }
      : { kind: "run", reason: "it is not installed" };
  };

  async #count(): Promise<void> {
    const { env, signal, variables } = this.options;
    const lines = await captureMake({
      ...this.#tree(),
      targets: ["show-info"],
      flags: ["-s"],
      signal,
      ...(variables ? { variables } : {}),
      ...(env ? { env } : {}),
    });
    if (signal.aborted) return;
    this.#packages = parseShowInfo(lines);
    const tally = openTally(this.options.output, this.#packages);
    this.#watch = new Watch(tally, this.elapsed, this.options.emit);
    this.options.emit({ type: "packages-counted", progress: this.#watch.progress });
  }

  #make(goal: string, after: readonly string[], need?: () => Promise<Need>): Phase {
    return {
      id: taskId(goal),
      after: after.map(taskId),
      ...(need ? { need } : {}),
      run: (signal) => this.#runGoal(goal, signal),
    };
  }

  async #runGoal(goal: string, signal: AbortSignal): Promise<void> {
    const watch = this.#watch;
    watch.reset();
    const { env, variables } = this.options;
    const result = await runMake({
      ...this.#tree(),
      targets: [goal],
      signal,
      ...(variables ? { variables } : {}),
      ...(env ? { env } : {}),
      onLine: (line) => {
        this.log.write(line);
        watch.line(line);
      },
    });
    watch.settle();
    if (result.exitCode === 0 || result.aborted) return;
    if (result.startError !== null) {
      throw new UserError(
        `make: cannot be started (${result.startError}): run \`ipa-image doctor\``,
        EXIT.host,
      );
    }
    const found = diagnose({
      phase: goal,
      exitCode: result.exitCode,
      step: watch.step,
      lines: watch.lines,
      output: this.options.output,
    });
    this.exitCode = found.exitCode;
    this.options.emit({
      type: "build-failed",
      ...found,
      package: watch.step?.package ?? "",
      step: watch.step?.step ?? "",
      tail: watch.lines.slice(-20),
      log: this.log.path,
    });
    throw new PhaseFailed(found.message);
  }

  #tree() {
    const { buildroot, output, externals } = this.options;
    return { buildroot, output, externals };
  }
}

async function listImages(dir: string): Promise<{ name: string; bytes: number }[]> {
  const names = await readdir(dir).catch((): string[] => []);
  const images = await Promise.all(
    names.sort().map(async (name) => {
      const info = await stat(join(dir, name)).catch(() => null);
      return info?.isFile() ? [{ name, bytes: info.size }] : [];
    }),
  );
  return images.flat();
}
