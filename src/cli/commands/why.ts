import type { Command } from "commander";
import { nearest } from "kconfig-parser";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { type Decision, type TaskId, taskId } from "../../scheduler/index.js";
import { summarizeRun } from "../afterwards/run-summary.js";
import { type Present, whyJson, whyLines, whyOf } from "../afterwards/why.js";
import { readHistory } from "../progress/history.js";
import { exitCodes } from "./exit-codes.js";
import { listenForInterrupt } from "./interrupt.js";
import { type Look, tryLook, type Unseen } from "./look.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";

interface WhyOptions extends PlaceOptions {
  readonly json?: boolean;
}

export function registerWhy(program: Command): void {
  withPlaces(program.command("why"))
    .description("why a task ran in the last build or did not, and whether it would run now")
    .argument("<task>", "a package such as busybox or host-m4, or image")
    .option("--json", "one JSON object instead of text")
    .addHelpText("after", exitCodes("ok", "failure", "usage", "noBuildroot", "config"))
    .action(why);
}

async function why(name: string, options: WhyOptions): Promise<void> {
  const places = placesOf(options);
  const task = taskId(name);
  const runs = readHistory(places.output).map(summarizeRun);
  const interruption = listenForInterrupt();
  const look = await tryLook(places, interruption.signal);
  interruption.release();
  const known = new Set(runs.flatMap((run) => [...run.tasks.keys()]));
  if ("view" in look) for (const { id } of look.view.plan.tasks) known.add(id);
  if (!known.has(task)) {
    if (known.size === 0 && "reason" in look) throw new UserError(look.reason, look.exitCode);
    const meant = nearest(name, [...known]);
    const hint = meant.length > 0 ? `did you mean ${meant.join(" or ")}?` : "see `ipa-image status --all`";
    throw new UserError(`${name}: no task of that name: ${hint}`, EXIT.usage);
  }
  const answer = whyOf(task, runs, presentOf(task, look));
  console.log(options.json ? JSON.stringify(whyJson(answer), null, 2) : whyLines(answer).join("\n"));
}

function presentOf(task: TaskId, look: Look | Unseen): Present {
  if ("reason" in look) return { kind: "unknown", reason: look.reason };
  const entry = look.view.plan.tasks.find(({ id }) => id === task);
  const decision: Decision | "gone" = entry?.decision ?? "gone";
  return { kind: "decided", decision };
}
