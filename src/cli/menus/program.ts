/** The program around the menus: opens the first tree, runs the menus on the terminal, says the last words. */
import { resolve } from "node:path";
import { EXIT, UserError } from "../../buildroot/errors.js";
import type { CostEstimator } from "../../menuconfig/cost.js";
import {
  DiskFiles,
  initialModel,
  type Model,
  openTerminal,
  runMenus,
  type Services,
} from "../../menuconfig/index.js";
import { MINIMUM_SIZE } from "../../menuconfig/model.js";
import type { runPlain } from "../../menuconfig/plain/run.js";
import type { SourcePair } from "../../menuconfig/sources.js";
import { endText, signalText } from "../menuconfig-texts.js";
import { bookmarkFile } from "./bookmark-file.js";
import { MenuServices, openedTree } from "./menu-services.js";
import type { MenuStyle } from "./style.js";
import { refuseTerminal } from "./terminal-check.js";
import type { Opening, TreeSource } from "./tree-source.js";

export interface MenuProgram {
  readonly name: string;
  readonly style: MenuStyle;
  /** In the order in which the key goes through them. */
  readonly sources: readonly TreeSource[];
  /** The tree that is opened first. */
  readonly first: string;
  /** Options that name what is taken of a repository. */
  readonly pairs?: readonly SourcePair[];
  readonly cost?: () => Promise<CostEstimator | null>;
}

const SIGNAL_NUMBERS: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGTERM: 15,
};

/**
 * Runs the menus until they are left. Returns the exit code.
 * @throws UserError, KconfigError for what the user can mend
 */
export async function runMenuProgram(program: MenuProgram): Promise<number> {
  const { name, style, sources, first, pairs = [], cost = null } = program;
  const refusal = refuseTerminal(name, style);
  if (refusal !== null) throw new UserError(refusal, EXIT.failure);
  const source = sources.find((each) => each.id === first);
  if (source === undefined) throw new Error(`${name}: no tree ${first}: this is a bug, please report it`);

  const written: string[] = [];
  const more: string[] = [];
  let services: MenuServices | null = null;
  const before = (id: string) => (): string => services?.textBefore(id) ?? "";
  const files = new DiskFiles(process.cwd(), {
    saved(file) {
      if (!written.includes(file)) written.push(file);
      for (const each of sources) {
        const besides = each.saved?.(file, before(each.id)) ?? null;
        if (besides === null) continue;
        if (besides.also) more.push(besides.also);
        return besides;
      }
      return {};
    },
    keep(file) {
      for (const each of sources) {
        const said = each.keepSaved?.(file, before(each.id)) ?? null;
        if (said === null) continue;
        more.push(said);
        return said;
      }
      return "";
    },
  });
  const opening = await openFirst(source);
  if (opening === null) return EXIT.interrupted;
  if ("asks" in opening) throw new UserError(opening.asks, EXIT.failure);
  services = new MenuServices({ sources, files, cost, bookmarks: bookmarkFile(process.env) });
  const values = services.openValues(source, opening.place);
  // Before the menus take the screen, as mconf does: they are the tree's, and still there afterwards.
  for (const warning of values.treeWarnings) process.stderr.write(`${warning}\n`);

  const terminal = style.plain
    ? null
    : openTerminal({ input: process.stdin, output: process.stdout, env: process.env });
  const model = initialModel({
    ...openedTree(values),
    size: terminal?.size ?? MINIMUM_SIZE,
    look: style.look,
    names: sources.map(({ id, title }) => ({ id, title })),
    id: first,
    sources: { pairs, checks: new Map() },
    tellsCost: cost !== null,
  });
  const ending =
    terminal === null
      ? await inLines(model, files, services)
      : await runMenus(model, terminal, files, services);
  if (ending.by === "end") {
    if (ending.unsaved) throw new UserError(`${name}: the input ended: changes were NOT saved`, EXIT.failure);
    return 0;
  }
  if (ending.by === "signal") {
    process.stderr.write(signalText(ending.signal, ending.unsaved));
    return 128 + (SIGNAL_NUMBERS[ending.signal] ?? 1);
  }
  // One file by the name that the user gave it.
  const isOne = written.every((file) => file === resolve(ending.path));
  process.stdout.write(endText(ending.outcome, isOne ? [ending.path] : written, more));
  for (const keep of services.keeps) keep();
  return 0;
}

/** On the plain terminal, which may take a while; null when the user ended it. */
async function openFirst(source: TreeSource): Promise<Opening | null> {
  const interrupt = new AbortController();
  const onInterrupt = (): void => interrupt.abort();
  process.once("SIGINT", onInterrupt);
  const { report, end } = plainProgress();
  try {
    return await source.open({ report, signal: interrupt.signal, agreed: true });
  } catch (error) {
    if (interrupt.signal.aborted) return null;
    throw error;
  } finally {
    end();
    process.off("SIGINT", onInterrupt);
  }
}

/** The menus as lines, from the standard input to the standard output. */
async function inLines(
  model: Model,
  files: DiskFiles,
  services: Services,
): Promise<Awaited<ReturnType<typeof runPlain>>> {
  const { runPlain } = await import("../../menuconfig/plain/run.js");
  const { stdin, stdout } = process;
  const write = (text: string): void => void stdout.write(text);
  return await runPlain(model, { input: stdin, write, prompt: stdin.isTTY === true }, files, services);
}

/** On the plain terminal, before the menus take it; silent when there is nothing to wait for. */
function plainProgress(): { report: (line: string) => void; end: () => void } {
  let held: string[] | null = [];
  const timer = setTimeout(() => {
    for (const line of held ?? []) process.stderr.write(`${line}\n`);
    held = null;
  }, 700);
  const report = (line: string): void => {
    if (held === null) process.stderr.write(`${line}\n`);
    else held.push(line);
  };
  return { report, end: () => clearTimeout(timer) };
}
