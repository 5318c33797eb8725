import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeFileAtomically } from "../files/atomic-write.js";
import { nodeHost, statOf } from "../host.js";
import { type CommandIo, Failure } from "../io.js";
import { type Fragment, mergeFragments, missedText } from "../merge/merge-fragments.js";
import { type MergeArguments, mergeUsage, parseMerge } from "./merge-arguments.js";
import { run } from "./run.js";

/** `kconf merge`: what the kernel's merge_config.sh does, without make. */
export function merge(argv: readonly string[], io: CommandIo): number {
  const parsed = parseMerge(argv, io.env);
  if (parsed.kind === "help") {
    io.out(mergeUsage);
    return 0;
  }
  if (parsed.kind === "wrong") {
    io.err(`kconf merge: ${parsed.message}\n`);
    return 1;
  }
  try {
    return mergeAll(parsed, io);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.err(error.message);
    return 1;
  }
}

function mergeAll(args: MergeArguments, io: CommandIo): number {
  const { base, fragments, output } = args;
  if (!existsSync(resolve(io.cwd, output))) throw new Failure(`output directory ${output} does not exist\n`);
  const folder = [base, ...fragments].find((name) => statOf(resolve(io.cwd, name))?.isDirectory());
  if (folder !== undefined)
    throw new Failure(`kconf merge: ${folder}: a folder: name a file with settings\n`);
  const host = nodeHost(io.cwd, io.env);
  const target =
    io.env.KCONFIG_CONFIG || (output === "." ? ".config" : join(resolve(io.cwd, output), ".config"));
  if (host.readFile(base) === null) {
    io.err(`The base file '${base}' does not exist. Creating one...\n`);
    writeFileSync(resolve(io.cwd, base), "");
  }
  io.out(`Using ${base} as base\n`);
  const texts = fragments.map((name): Fragment => ({ name, text: host.readFile(name) ?? "" }));
  const missing = fragments.find((name) => host.readFile(name) === null);
  if (missing !== undefined) {
    io.out(`Merging ${missing}\n`);
    throw new Failure(`The merge file '${missing}' does not exist.  Exit.\n`);
  }
  const merged = mergeFragments(host.readFile(base) ?? "", texts, args);
  io.out(merged.messages);
  if (merged.redefined && args.strict) {
    io.out("The fragment redefined a value and strict mode had been passed.\n");
    return 1;
  }
  if (args.onlyMerge) {
    writeFileAtomically(resolve(io.cwd, target), merged.text);
    io.out(`#\n# merged configuration written to ${target} (needs make)\n#\n`);
    return 0;
  }
  settle(args, merged.text, target, io);
  io.out(missedText(merged.text, host.readFile(target) ?? "", args.prefix));
  return 0;
}

/** Lets the tree complete the merged settings. */
function settle(args: MergeArguments, text: string, target: string, io: CommandIo): void {
  const seed = `.tmp.config.${process.pid}`;
  writeFileSync(resolve(io.cwd, seed), text, "latin1");
  const env = { ...io.env, KCONFIG_ALLCONFIG: seed, KCONFIG_CONFIG: target, BR2_CONFIG: target };
  const mode = { name: args.fromNothing ? "allnoconfig" : "alldefconfig", file: null } as const;
  const { dialect, kconfigFile } = args;
  try {
    run(
      { kind: "run", mode, dialect, silent: false, noShell: false, mistakes: [], kconfigFile },
      { ...io, env },
    );
  } finally {
    rmSync(resolve(io.cwd, seed), { force: true });
  }
}
