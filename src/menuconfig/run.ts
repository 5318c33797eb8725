import { WorkAhead } from "./ahead.js";
import type { ConfigFiles } from "./files.js";
import { ctrl } from "./keys.js";
import type { Message, Outcome } from "./messages.js";
import { hasUnsaved, type Model, type Size, topScreen } from "./model.js";
import { NO_SERVICES, type Services } from "./services.js";
import { dispatch } from "./session.js";
import { Solver } from "./solver.js";
import type { Terminal } from "./terminal/terminal.js";
import { view } from "./view.js";

/** How the menus ended: by their own keys, or by a signal. */
export type Ending =
  | { readonly by: "user"; readonly outcome: Outcome; readonly path: string }
  | { readonly by: "signal"; readonly signal: NodeJS.Signals; readonly unsaved: boolean };

const DEADLY: readonly NodeJS.Signals[] = ["SIGTERM", "SIGHUP", "SIGQUIT"];

/**
 * Runs the menus on a terminal until they are left. The terminal is put back on every way out: by key, by SIGTERM,
 * SIGHUP, SIGQUIT or a second SIGINT (reported as the ending), and by an exception (thrown on after the terminal is
 * closed). The first SIGINT asks what Ctrl-C asks.
 */
export function runMenus(
  start: Model,
  terminal: Terminal,
  files: ConfigFiles,
  services: Services = NO_SERVICES,
): Promise<Ending> {
  return new Promise((resolve, reject) => {
    let model = start;
    let ended = false;
    const finish = (settle: () => void): void => {
      ended = true;
      services.stop();
      ahead.stop();
      solver.stop(false);
      process.off("SIGINT", onInterrupt);
      for (const signal of DEADLY) process.off(signal, onSignal);
      process.off("exit", onExit);
      process.off("uncaughtException", onException);
      terminal.close();
      settle();
    };
    const onSignal = (signal: NodeJS.Signals): void =>
      finish(() => resolve({ by: "signal", signal, unsaved: hasUnsaved(model) }));
    const onInterrupt = (): void => {
      const top = topScreen(model);
      if (top.kind === "question" && top.purpose.ask === "leave") onSignal("SIGINT");
      else take({ type: "key", key: ctrl("c") });
    };
    const onExit = (): void => terminal.close();
    const onException = (error: unknown): void => finish(() => reject(error));
    let stale = false;
    // Keys that came in one piece, typed ahead or repeated, are drawn once.
    const drawSoon = (): void => {
      if (stale) return;
      stale = true;
      queueMicrotask(() => {
        if (ended || !stale) return;
        stale = false;
        try {
          terminal.draw(view(model));
        } catch (error) {
          onException(error);
        }
      });
    };
    const take = (message: Message): void => {
      if (ended) return;
      try {
        const turn = dispatch(model, message, files, solver);
        model = turn.model;
        const { outcome } = turn;
        if (outcome !== null) finish(() => resolve({ by: "user", outcome, path: model.path }));
        else if (turn.suspend) {
          stale = false;
          terminal.suspend();
        } else drawSoon();
        if (outcome === null) ahead.follow(model);
        if (outcome === null) for (const effect of turn.slow) services.start(effect, model, take);
      } catch (error) {
        onException(error);
      }
    };

    const solver = new Solver((message) => take(message));
    const ahead = new WorkAhead(() => take({ type: "indexed" }));
    process.on("SIGINT", onInterrupt);
    for (const signal of DEADLY) process.on(signal, onSignal);
    process.on("exit", onExit);
    process.on("uncaughtException", onException);
    terminal.onKey((key) =>
      take(key.kind === "mouse" ? { type: "mouse", mouse: key } : { type: "key", key }),
    );
    terminal.onResize((size: Size) => take({ type: "resize", size }));
    // The terminal went away without a word: the same as a hang-up.
    terminal.onEnd(() => onSignal("SIGHUP"));
    try {
      terminal.draw(view(model));
      ahead.follow(model);
    } catch (error) {
      onException(error);
    }
  });
}
