import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { ConfigFiles } from "../files.js";
import { hasUnsaved, type Model } from "../model.js";
import type { Ending } from "../run.js";
import { NO_SERVICES, type Services } from "../services.js";
import { PlainMenus } from "./menus.js";

/** Where lines come from, and where they go. */
export interface PlainStreams {
  readonly input: Readable;
  write(text: string): void;
  /** Somebody types: show that a line is waited for. */
  readonly prompt: boolean;
}

/** Left by the user, or the end of the input. */
export type PlainEnding = Extract<Ending, { by: "user" }> | { readonly by: "end"; readonly unsaved: boolean };

/**
 * The menus as numbered lines, for terminals that cannot move their cursor, for screen readers and for scripts: the
 * same states and effects, one line typed for one or more keys.
 */
export async function runPlain(
  start: Model,
  streams: PlainStreams,
  files: ConfigFiles,
  services: Services = NO_SERVICES,
): Promise<PlainEnding> {
  const menus = new PlainMenus(start, streams.write, files, services);
  const ask = (): void => {
    if (streams.prompt && menus.outcome === null) streams.write("> ");
  };
  menus.show();
  ask();
  const lines = createInterface({ input: streams.input, terminal: false });
  const onInterrupt = (): void => {
    if (!menus.interrupt() || menus.outcome !== null) lines.close();
    else ask();
  };
  process.on("SIGINT", onInterrupt);
  try {
    for await (const line of lines) {
      menus.take(line);
      if (menus.outcome !== null) return { by: "user", outcome: menus.outcome, path: menus.model.path };
      ask();
    }
  } finally {
    process.off("SIGINT", onInterrupt);
    services.stop();
    lines.close();
  }
  if (menus.outcome !== null) return { by: "user", outcome: menus.outcome, path: menus.model.path };
  return { by: "end", unsaved: hasUnsaved(menus.model) };
}
