import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { EXIT } from "../../buildroot/errors.js";
import { STATE_FOLDER } from "../../buildroot/incremental/evaluation.js";
import type { ImageFile } from "../../buildroot/incremental/events.js";
import { whoWorksIn } from "../../buildroot/lock.js";
import { DiskStore } from "../../scheduler/index.js";
import { isUpToDate } from "../afterwards/plan-view.js";
import { summarizeRun } from "../afterwards/run-summary.js";
import { type Status, statusJson, statusLines } from "../afterwards/status.js";
import { readHistory } from "../progress/history.js";
import { exitCodes } from "./exit-codes.js";
import { listenForInterrupt } from "./interrupt.js";
import { tryLook } from "./look.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";

interface StatusOptions extends PlaceOptions {
  readonly all?: boolean;
  readonly json?: boolean;
  readonly exitCode?: boolean;
}

export function registerStatus(program: Command): void {
  withPlaces(program.command("status"))
    .description("whether the images are as the configuration wants them, and how the last build ended")
    .option("--all", "a line for each task, too")
    .option("--exit-code", "end with 1 when a build would do something, or when that is not known")
    .option("--json", "one JSON object instead of text")
    .addHelpText("after", exitCodes("ok", "failure", "usage"))
    .action(status);
}

async function status(options: StatusOptions): Promise<void> {
  const places = placesOf(options);
  const interruption = listenForInterrupt();
  const look = await tryLook(places, interruption.signal);
  interruption.release();
  const store = new DiskStore({ folder: join(places.output, STATE_FOLDER), readOnly: true });
  const told: Status = {
    output: places.output,
    present: "reason" in look ? look : look.view,
    records: store.records(),
    lastRun: lastOf(readHistory(places.output).map(summarizeRun)),
    atWork: whoWorksIn(places.output),
    images: imagesIn(join(places.output, "images")),
  };
  store.close();
  const text = options.json
    ? JSON.stringify(statusJson(told), null, 2)
    : statusLines(told, options.all ?? false).join("\n");
  console.log(text);
  const upToDate = !("reason" in look) && isUpToDate(look.view.plan);
  if (options.exitCode && !upToDate) process.exitCode = EXIT.failure;
}

function lastOf<T>(list: readonly T[]): T | null {
  return list.at(-1) ?? null;
}

function imagesIn(folder: string): readonly ImageFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return [...names].sort().flatMap((name) => {
    const info = statSync(join(folder, name), { throwIfNoEntry: false });
    return info?.isFile() ? [{ name, bytes: info.size }] : [];
  });
}
