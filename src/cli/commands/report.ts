/** Three readers of a build's events: a live line for a terminal, plain lines, and JSON lines. */
import type { BuildEvent, Progress } from "../../buildroot/build/events.js";

export type Reporter = (event: BuildEvent) => void;

export interface ReportTarget {
  readonly isTTY: boolean;
  readonly columns: number;
  /** NO_COLOR is not set. */
  readonly colour: boolean;
  readonly write: (text: string) => void;
}

/** One JSON object a line, each with the time (ISO 8601, UTC). */
export function jsonReporter(write: (text: string) => void, now = () => new Date()): Reporter {
  return (event) => write(`${JSON.stringify({ time: now().toISOString(), ...event })}\n`);
}

/** A reporter, and what makes its clock move while a long step says nothing. */
export interface LiveReporter {
  readonly report: Reporter;
  /** Draws the live line again, `seconds` after its event; does nothing where there is none. */
  readonly tick: (seconds: number) => void;
}

/** Lines for people. On a terminal the steps share one line at the bottom; elsewhere each is a line of its own. */
export function textReporter(target: ReportTarget): LiveReporter {
  let live = "";
  let current: Extract<BuildEvent, { type: "step" }> | null = null;
  const draw = (event: Extract<BuildEvent, { type: "step" }>) => {
    clear();
    live = stepText(event).slice(0, Math.max(1, target.columns - 1));
    target.write(live);
  };
  const clear = () => {
    if (live !== "") target.write("\r\x1b[K");
    live = "";
  };
  const say = (text: string) => {
    clear();
    target.write(`${text}\n`);
  };
  const report: Reporter = (event) => {
    if (event.type === "step" && target.isTTY) {
      current = event;
      draw(event);
      return;
    }
    if (event.type !== "package-finished") current = null;
    // The live line already shows the package; that it is done shows in the count.
    if (event.type === "package-finished" && !target.isTTY) return;
    for (const line of eventLines(event, target.colour && target.isTTY)) say(line);
  };
  const tick = (seconds: number) => {
    if (current === null) return;
    const { progress } = current;
    draw({ ...current, progress: { ...progress, elapsedSeconds: progress.elapsedSeconds + seconds } });
  };
  return { report, tick };
}

function stepText(event: Extract<BuildEvent, { type: "step" }>): string {
  const what = event.package === "" ? event.step : `${event.package} ${event.version}: ${event.step}`;
  return `${progressText(event.progress)} ${what.replace(/ +/g, " ")}`;
}

/** What an event says in plain lines. Pure. */
export function eventLines(event: BuildEvent, colour = false): readonly string[] {
  const red = (text: string) => (colour ? `\x1b[31m${text}\x1b[0m` : text);
  switch (event.type) {
    case "build-started":
      return [`build: output folder ${event.output}`, `build: log ${event.log}`];
    case "task-started":
      return [`== ${event.task}: ${event.reason}`];
    case "task-skipped":
      return [`== ${event.task}: nothing to do: ${event.reason}`];
    case "task-finished":
      return [`== ${event.task}: done in ${duration(event.seconds)}`];
    case "task-failed":
      return [`== ${event.task}: failed after ${duration(event.seconds)}`];
    case "task-cancelled":
      return [];
    case "packages-counted":
      return [`packages: ${event.progress.done} of ${event.progress.total} are built`];
    case "step":
      return [stepText(event)];
    case "package-finished":
      return [`${progressText(event.progress)} ${event.package}: done`];
    case "build-failed":
      return [
        ...event.tail.map((line) => `  | ${line}`),
        red(`build: ${event.message}`),
        `build: the whole log is ${event.log}`,
      ];
    case "build-interrupted":
      return [
        `build: interrupted (${event.signal}): no process is left; the same command goes on from here`,
        `build: log ${event.log}`,
      ];
    case "build-finished":
      return [
        `build: done in ${duration(event.elapsedSeconds)}`,
        ...event.images.map((image) => `  ${image.name}  ${size(image.bytes)}`),
      ];
  }
}

/** `[12/50  3:07]`: packages done of all, and the time since the start. */
export function progressText(progress: Progress): string {
  const total = String(progress.total);
  return `[${String(progress.done).padStart(total.length)}/${total} ${duration(progress.elapsedSeconds)}]`;
}

/** `3:07`, `1:02:03`. */
export function duration(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number) => String(n).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

function size(bytes: number): string {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(2)} MB` : `${bytes} bytes`;
}
