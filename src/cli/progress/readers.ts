/** All readers of one build: what is shown, and what is kept in OUTPUT/log. */
import { join } from "node:path";
import type { ImageEvent } from "../../buildroot/incremental/events.js";
import { eventLine } from "./event-json.js";
import { HistoryWriter } from "./history.js";
import { LineFile } from "./line-file.js";
import { LiveArea, type Terminal } from "./live.js";
import { messages } from "./messages.js";
import { paint } from "./paint.js";
import { Progress } from "./progress.js";
import { Trace } from "./trace.js";
import { view } from "./view.js";
import { duration } from "./words.js";

/** Something that hears every event of a build, in order. */
export interface Reader {
  readonly take: (event: ImageEvent) => void;
  /** After the last event, however the build ended. */
  readonly end: () => void;
}

export type Mode =
  | { readonly kind: "json"; readonly write: (text: string) => void }
  | { readonly kind: "plain"; readonly write: (text: string) => void }
  | { readonly kind: "live"; readonly terminal: Terminal; readonly colour: boolean };

/** Shows a build. The live view is drawn when tick() is called, with the time in milliseconds since 1970. */
export function shownBuild(mode: Mode): Reader & { readonly tick: (now: number) => void } {
  switch (mode.kind) {
    case "json":
      return {
        take: (event) => mode.write(`${eventLine(event)}\n`),
        tick: () => undefined,
        end: () => undefined,
      };
    case "plain":
      return { ...plainReader(mode.write), tick: () => undefined };
    case "live":
      return liveReader(mode.terminal, mode.colour);
  }
}

/** `[ 3/12 1:07] busybox: done in 0:34`. */
function plainReader(write: (text: string) => void): Reader {
  const progress = new Progress();
  const colours = paint(false);
  const take = (event: ImageEvent) => {
    progress.take(event);
    const { total, done } = progress;
    const ofTask = event.type.startsWith("task-") && total > 0;
    const elapsed = duration((event.time - (progress.begunAt ?? event.time)) / 1000);
    const before = ofTask ? `[${String(done).padStart(String(total).length)}/${total} ${elapsed}] ` : "";
    for (const line of messages(event, false, colours))
      write(`${line.startsWith("  ") ? "" : before}${line}\n`);
  };
  return { take, end: () => undefined };
}

function liveReader(terminal: Terminal, colour: boolean): ReturnType<typeof shownBuild> {
  const progress = new Progress();
  const colours = paint(colour);
  const area = new LiveArea(terminal);
  const frame = (now: number) =>
    view(progress, { columns: terminal.columns(), rows: terminal.rows() }, now, colours);
  return {
    take: (event) => {
      progress.take(event);
      const stay = messages(event, true, colours);
      // Only lines that stay are worth drawing at once; the rest waits for the next tick.
      if (stay.length > 0 || progress.ended) area.draw(frame(event.time), stay);
    },
    tick: (now) => area.draw(frame(now)),
    end: () => area.clear(),
  };
}

/** Keeps OUTPUT/log/events.jsonl, and OUTPUT/log/trace.json of the last build in which something ran. */
export function keptBuild(output: string): Reader & { readonly failure: () => Error | null } {
  const history = new HistoryWriter(output);
  const trace = new Trace();
  let traceFile: LineFile | null = null;
  return {
    take: (event) => {
      history.take(event);
      const text = trace.take(event);
      if (text === "") return;
      traceFile ??= new LineFile(join(output, "log", "trace.json"), "w");
      traceFile.write(text);
    },
    end: () => {
      history.close();
      // An array may end in an empty object, but not in a comma.
      traceFile?.write("{}]\n");
      traceFile?.close();
    },
    failure: () => history.failure ?? traceFile?.failure ?? null,
  };
}
