/** What build, source and legal share: the checks before, and one build with its readers. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { applyDefconfig, configuredFrom } from "../../buildroot/configure.js";
import { EXIT, type ExitCode, UserError } from "../../buildroot/errors.js";
import { examineHost } from "../../buildroot/host/doctor.js";
import { thisMachine } from "../../buildroot/host/machine.js";
import { buildProject } from "../../buildroot/incremental/build.js";
import { buildGoal } from "../../buildroot/incremental/goal.js";
import { IMAGE_TASK } from "../../buildroot/incremental/ids.js";
import type { Project } from "../../buildroot/incremental/project.js";
import { lockOutput } from "../../buildroot/lock.js";
import { requireMakeTarget } from "../../buildroot/make.js";
import { checkUser } from "../../buildroot/root-refusal.js";
import { checkConfiguredSources } from "../../buildroot/safe-values.js";
import { fetchBuildroot } from "../../buildroot/submodule.js";
import { requirePlainPath } from "../../buildroot/tree.js";
import { preflight } from "../../ipa/preflight.js";
import { WHEELS_TASK } from "../../ipa/wheels-task.js";
import { wheelsEnvironment } from "../../ipa/wheels-tool.js";
import type { TaskId } from "../../scheduler/index.js";
import { requireKernelSettings } from "../kernel/before-build.js";
import { readersOfProcess } from "../progress/of-process.js";
import { buildPlace, openProject } from "./build-place.js";
import { listenForInterrupt } from "./interrupt.js";
import { type PlaceOptions, type Places, placesOf, repositoryRoot } from "./places.js";
import { DEFAULT_PROFILE, PROFILES, type Profile } from "./profiles.js";

export interface BuildCommandOptions extends PlaceOptions {
  readonly profile?: Profile;
  readonly allowRoot?: boolean;
  readonly json?: boolean;
  readonly jobs?: number;
  readonly keepGoing?: boolean;
  readonly dryRun?: boolean;
  readonly watch?: boolean;
  readonly offline?: boolean;
}

/** Builds what is wished for (a package, `images`, a goal of Buildroot's), or all without one. Returns the exit code. */
export async function runBuild(options: BuildCommandOptions, wish?: string): Promise<ExitCode> {
  const target = goalNamed(wish);
  const places = placesOf(options);
  const rootEnv = checkUser(process.geteuid?.() ?? null, options.allowRoot ?? false);
  requirePlainPath("output folder", places.output);
  requirePlainPath("external tree", places.repo);
  if (target !== undefined) requireMakeTarget(target);
  const say = (text: string) => (options.json ? console.error(text) : console.log(text));
  const interruption = listenForInterrupt();
  const { signal } = interruption;
  await fetchBuildroot({ repo: repositoryRoot(), buildroot: places.buildroot, signal, say });
  const release = await lockOutput(places.output);
  const readers = readersOfProcess({ output: places.output, json: options.json ?? false });
  try {
    await prepareConfig(places, options.profile, say);
    await checkConfiguredSources(join(places.output, ".config"));
    const place = await buildPlace(places, { ...rootEnv, ...wheelsEnvironment(offlineOf(options)) });
    const isWholeImage = target === undefined || [IMAGE_TASK, "images", "all", WHEELS_TASK].includes(target);
    const beforeMake = once(async () => {
      await requireGoodHost(places.output);
      const { downloads } = place;
      if (isWholeImage)
        await preflight({ place: { ...places, downloads }, signal, onLine: say, ...offlineOf(options) });
      if (isWholeImage || target === "linux")
        await requireKernelSettings({ places: { ...places, downloads }, place, signal, say });
    });
    const keepGoing = options.keepGoing ?? false;
    const jobs = options.jobs ?? availableParallelism();
    const signalName = () => interruption.name() ?? "SIGINT";
    const build = { jobs, keepGoing, signal, signalName, beforeMake, emit: readers.take };
    if (target !== undefined && isGoalOfMake(target)) {
      await beforeMake();
      return await buildGoal(place, target, build);
    }
    const opened = await openProject({ place, jobs, keepGoing, signal, beforeMake, readOnly: false });
    const { notes, project } = opened;
    const wanted = wantedTask(project, target);
    if (wanted === "all") return await buildProject(project, { ...build, notes });
    if (wanted !== null) return await buildProject(project, { ...build, notes, only: [wanted] });
    project.save();
    await beforeMake();
    return await buildGoal(place, target ?? "all", build);
  } finally {
    readers.end();
    await release();
    interruption.release();
  }
}

function offlineOf({ offline }: BuildCommandOptions): { readonly offline?: true } {
  return offline ? { offline } : {};
}

/** Goals that concern the whole configuration, and that no task stands for. */
const GOALS_OF_MAKE: ReadonlySet<string> = new Set(["source", "legal-info"]);

/** Buildroot's name for a goal that we call as our command is called. */
export function goalNamed(wish: string | undefined): string | undefined {
  return wish === "legal" ? "legal-info" : wish;
}

export function isGoalOfMake(target: string): boolean {
  return GOALS_OF_MAKE.has(target);
}

/** The task that a target names; null when it is make's own. @throws UserError (9) for wheels that are no task here. */
export function wantedTask(project: Project, target: string | undefined): TaskId | "all" | null {
  if (target === undefined || target === IMAGE_TASK || target === "images" || target === "all") return "all";
  const task = project.tasks.find(({ id }) => id === target);
  if (task === undefined && target === WHEELS_TASK)
    throw new UserError(
      "wheels: this configuration makes none by themselves: set OPENSTACK_IPA=y and BR2_PER_PACKAGE_DIRECTORIES=y",
      EXIT.config,
    );
  return task?.id ?? null;
}

/** The `.config` that is there stays; without one the profile's is written. A profile that differs is refused. */
async function prepareConfig(
  places: Places,
  profile: Profile | undefined,
  say: (text: string) => void,
): Promise<void> {
  const configPath = join(places.output, ".config");
  if (!existsSync(configPath)) {
    const name = PROFILES[profile ?? DEFAULT_PROFILE];
    const result = await applyDefconfig({ ...places, name });
    say(`build: ${configPath} written from ${name}`);
    for (const warning of result.warnings) say(warning);
    return;
  }
  if (profile === undefined) return;
  const from = configuredFrom(await readFile(configPath, "latin1"));
  if (from !== null && basename(from) === PROFILES[profile]) return;
  throw new UserError(
    `${configPath}: does not come from ${PROFILES[profile]}, but from ${from ?? "elsewhere"}: build into another folder ` +
      `(--output DIR), or replace it with \`ipa-image config --profile ${profile}\` and \`ipa-image clean\``,
    EXIT.config,
  );
}

async function requireGoodHost(output: string): Promise<void> {
  const report = await examineHost(thisMachine(), { purposes: ["build"], output });
  const first = report.checks.find((check) => check.status === "error");
  if (!first) return;
  const cure = report.install ?? "see `ipa-image doctor`";
  const code = first.name === "disk space" ? EXIT.space : EXIT.host;
  throw new UserError(`host: ${first.name}: ${first.message}: ${cure}`, code);
}

/** The check takes a tenth of a second and more; a build that has nothing to do goes without. */
function once(check: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => {
    done ??= check();
    return done;
  };
}
