/** One goal of Buildroot's makefiles that is none of our tasks (`source`, `legal-info`, `busybox-rebuild`): it always runs. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf, MemoryStore, runTasks, taskId } from "../../scheduler/index.js";
import { diagnose } from "../build/diagnose.js";
import { openBuildLog } from "../build/log.js";
import { EXIT, type ExitCode } from "../errors.js";
import { runMake } from "../make.js";
import { type BuildOptions, tellEnd } from "./build.js";
import type { ImageEvent } from "./events.js";
import { MakeFailed } from "./make-batch.js";
import { resumingDownloads } from "./resume-downloads.js";
import { Steps } from "./steps.js";
import type { Place } from "./tree.js";

/** Runs the goal and tells it as a build of one task. Returns the exit code. */
export async function buildGoal(
  tree: Place,
  goal: string,
  options: Omit<BuildOptions, "only">,
): Promise<ExitCode> {
  const now = options.now ?? (() => Date.now());
  const log = await openBuildLog(tree.output);
  const emit = (event: ImageEvent) => {
    if (event.type === "task-line") log.write(event.text);
    options.emit(event);
  };
  emit({ type: "build-started", time: now(), output: tree.output, log: log.path, target: goal });
  const id = taskId(goal);
  const result = await runTasks(
    [
      {
        id,
        after: [],
        inputs: new Map(),
        outputs: [],
        work: {
          kind: "alone",
          run: async ({ line, signal, env }) => {
            const report = {
              line,
              signal,
              env,
              touched: () => {},
              started: () => {},
              step: () => {},
              finished: () => {},
              failed: () => {},
            };
            const steps = new Steps([], tree.output, report, () => digestOf(""));
            const made = await runMake({
              buildroot: tree.buildroot,
              output: tree.output,
              externals: tree.externals,
              targets: [goal],
              variables: { ...tree.variables, ...downloadsIfAny(goal, tree) },
              env: { ...tree.env, ...env },
              signal,
              onLine: (text) => steps.line(text),
            });
            if (made.exitCode === 0) return digestOf("");
            if (made.startError !== null)
              throw new MakeFailed(
                `make: cannot be started (${made.startError}): run \`ipa-image doctor\``,
                EXIT.host,
              );
            const facts = {
              phase: goal,
              exitCode: made.exitCode,
              step: steps.last,
              lines: steps.lines,
              output: tree.output,
            };
            const found = diagnose(facts);
            throw new MakeFailed(found.message, found.exitCode);
          },
        },
      },
    ],
    { store: new MemoryStore(), jobs: 1, signal: options.signal, emit },
  );
  await log.close();
  return tellEnd(result, { output: tree.output, log: log.path, emit, now, signalName: options.signalName });
}

/** `source`, `busybox-source`: nothing is built by it that could see the variable. */
function downloadsIfAny(goal: string, tree: Place): Readonly<Record<string, string>> {
  if (!/(^|-)source$/.test(goal)) return {};
  return resumingDownloads(readFileSync(join(tree.output, ".config"), "latin1"), tree);
}
