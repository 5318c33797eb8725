/** The readers of a build that this process runs: what it shows on its own output, and what it keeps. */
import { type Times, timesIn, withTimes } from "./estimate.js";
import { readHistory } from "./history.js";
import { keptBuild, type Mode, type Reader, shownBuild } from "./readers.js";

/** Milliseconds between two frames. */
const FRAME = 100;

/**
 * Reads the events of a build in `output` (a folder): shows them on standard output, live on a terminal, and keeps them
 * in OUTPUT/log. Must be ended.
 */
export function readersOfProcess(options: { readonly output: string; readonly json: boolean }): Reader {
  const shown = shownBuild(modeOfProcess(options.json));
  const kept = keptBuild(options.output);
  let offset = 0;
  const now = () => Math.max(Date.now(), offset);
  // Unref: the clock must not keep the process alive.
  const timer = setInterval(() => shown.tick(now()), FRAME).unref();
  const redraw = () => shown.tick(now());
  process.stdout.on("resize", redraw);
  // However the process ends, the view does not stay on the screen.
  process.on("exit", shown.end);
  return {
    take: (told) => {
      const event =
        told.type === "plan-made" && told.todo.length > 0
          ? withTimes(told, loggedTimes(options.output))
          : told;
      // The clock of the events does not go back, the machine's may.
      offset = Math.max(offset, event.time);
      kept.take(event);
      shown.take(event);
    },
    end: () => {
      clearInterval(timer);
      process.stdout.off("resize", redraw);
      process.off("exit", shown.end);
      shown.end();
      kept.end();
      const failure = kept.failure();
      if (failure) console.error(`${options.output}/log: the events could not be kept (${failure.message})`);
    },
  };
}

/** None where the history cannot be read: the build goes on without an estimate. */
function loggedTimes(output: string): Times {
  try {
    return timesIn(readHistory(output));
  } catch {
    return new Map();
  }
}

function modeOfProcess(json: boolean): Mode {
  const { stdout, env } = process;
  const write = (text: string) => void stdout.write(text);
  if (json) return { kind: "json", write };
  if (stdout.isTTY !== true || env.TERM === "dumb") return { kind: "plain", write };
  const terminal = {
    columns: () => stdout.columns || 80,
    rows: () => stdout.rows || 24,
    unicode: /utf-?8/i.test(env.LC_ALL || env.LC_CTYPE || env.LANG || ""),
    write,
  };
  return { kind: "live", terminal, colour: !env.NO_COLOR };
}
