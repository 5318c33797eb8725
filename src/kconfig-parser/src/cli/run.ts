import { CachedTree } from "../cache/cached-tree.js";
import { recordingHost } from "../cache/recording-host.js";
import { type Effect, RunMemory, type WriteRequest } from "../cache/run-memory.js";
import { SourceRecorder } from "../cache/sources.js";
import { userCache } from "../cache/store.js";
import { TreeCache } from "../cache/tree-cache.js";
import { detectDialect } from "../detect-dialect.js";
import { formatWarning, KconfigError } from "../diagnostics.js";
import { type DialectName, dialects } from "../dialect.js";
import { Config } from "../eval/config.js";
import { type Host, nodeHost } from "../host.js";
import { unmetDependencyText } from "../info/unmet-dependency.js";
import { type CommandIo, Failure } from "../io.js";
import type { KconfigTree } from "../model/tree.js";
import type { ModeName } from "../modes/names.js";
import { freshSeed, readSeed, seedLine } from "../modes/random/seed.js";
import { announceSeed, runMode } from "../modes/run.js";
import { Session } from "../modes/session.js";
import { writeOutput } from "../modes/write-output.js";
import { openTree } from "../open-tree.js";
import type { RunArguments } from "./arguments.js";

/** Modes that ask nothing and throw no dice: the same input, the same output. */
const repeatable: readonly ModeName[] = [
  "olddefconfig",
  "defconfig",
  "savedefconfig",
  "allnoconfig",
  "allyesconfig",
  "allmodconfig",
  "alldefconfig",
  "listnewconfig",
  "helpnewconfig",
];

/**
 * One run of a mode of conf; what an equal run did is done again without computing it.
 * @throws Failure, KconfigError
 */
export function run(args: RunArguments, io: CommandIo): void {
  const { mode, kconfigFile, dialect, silent, noShell } = args;
  const options = {
    cwd: io.cwd,
    env: io.env,
    noShell,
    ...(dialect === null ? {} : { dialect: dialect as DialectName }),
  };
  const store = userCache(io.env);
  if (store === null) {
    runOn(
      opened(() => openTree(kconfigFile, options), args, io),
      nodeHost(io.cwd, io.env),
      args,
      io,
    );
    return;
  }
  const cached = CachedTree.find(new TreeCache(store), kconfigFile, options);
  const memory = (id: string) => new RunMemory(store, id, [mode.name, mode.file, silent ? "silent" : null]);
  const isRepeatable = repeatable.includes(mode.name);
  if (isRepeatable && cached.id !== null) {
    const effects = memory(cached.id).find(io.env);
    if (effects !== null) {
      repeat(effects, io);
      return;
    }
  }
  const tree = opened(() => cached.open(), args, io);
  if (!isRepeatable || cached.id === null) {
    runOn(tree, nodeHost(io.cwd, io.env), args, io);
    return;
  }
  const effects: Effect[] = [];
  const recorder = new SourceRecorder(io.cwd, io.env);
  const session = runOn(
    tree,
    recordingHost(nodeHost(io.cwd, io.env, recorder), recorder),
    args,
    recordingIo(io, effects),
    (request) => effects.push({ kind: "write", request }),
  );
  const sources = recorder.finish();
  if (sources !== null && !session.didMore) memory(cached.id).remember(sources, effects);
}

/** C tells the seed before it reads the tree, and so also where it cannot be read. */
function opened(
  open: () => KconfigTree,
  { mode, dialect, kconfigFile }: RunArguments,
  io: CommandIo,
): KconfigTree {
  try {
    return open();
  } catch (error) {
    if (mode.name === "randconfig" && error instanceof KconfigError) {
      const host = nodeHost(io.cwd, io.env);
      const { modes } = dialects[(dialect as DialectName | null) ?? detectDialect(host, kconfigFile)];
      io[modes.seedTo](seedLine(readSeed(io.env.KCONFIG_SEED) ?? freshSeed()));
    }
    throw error;
  }
}

function runOn(
  tree: KconfigTree,
  host: Host,
  { mode, silent }: RunArguments,
  io: CommandIo,
  onWrite?: (request: WriteRequest) => void,
): Session {
  if (!tree.dialect.modes.names.includes(mode.name))
    throw new Failure(`kconf: --${mode.name}: the conf of ${tree.dialect.name} has no such mode\n`);
  const config = new Config(tree);
  config.onUnmetDependency = (symbol) => io.err(unmetDependencyText(config, symbol));
  const session = new Session(config, host, io, silent, onWrite);
  if (mode.name === "randconfig") announceSeed(session, session.seed);
  for (const text of tree.reading.output) io.out(text);
  for (const warning of tree.warnings) io.err(`${formatWarning(warning)}\n`);
  runMode(session, mode);
  return session;
}

function repeat(effects: readonly Effect[], io: CommandIo): void {
  for (const effect of effects) {
    if (effect.kind === "write") writeOutput(io.cwd, effect.request);
    else io[effect.kind](effect.text);
  }
}

function recordingIo(io: CommandIo, effects: Effect[]): CommandIo {
  const recorded =
    (kind: "out" | "err") =>
    (text: string): void => {
      effects.push({ kind, text });
      io[kind](text);
    };
  return { ...io, out: recorded("out"), err: recorded("err") };
}
