/**
 * Starts kconf from its one bundled file with code that V8 compiled before: finding and compiling a hundred modules
 * would take longer than the work of most runs. The build makes that code for its own Node and the flags in the first
 * line of kconf; what it does not fit keeps code in the user's cache. Bundled itself, so that it starts at once.
 */
import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Script } from "node:vm";
import { nameOf, userCache } from "../cache/store.js";
import { type EngineSource, engineScript, keptCode } from "./engine-code.js";
import { takeBackEnvironment } from "./start-line.js";

takeBackEnvironment(process.env);
const file = join(__dirname, "kconf-engine.cjs");
const source: EngineSource = { file, text: readFileSync(file) };
const kept = keptCode(source);
const script = kept && engineScript(source, kept);
if (script && !script.cachedDataRejected) start(script);
else startFromCache(script);

function start(engine: Script): void {
  const run = engine.runInThisContext() as (...args: unknown[]) => void;
  run({}, require, { exports: {} }, file, dirname(file));
}

function startFromCache(compiled: Script | undefined): void {
  const store = userCache(process.env);
  const { size, mtimeMs, ino } = statSync(file);
  const flags = process.execArgv.join(" ");
  const identity = [process.version, process.arch, flags, file, `${size} ${mtimeMs} ${ino}`];
  const name = nameOf("code", identity);
  const known = store?.load(name)?.sections[0];
  const engine = known ? engineScript(source, Buffer.from(known)) : (compiled ?? engineScript(source));
  start(engine);
  // Now, because the code of functions is compiled when they are first called.
  if (!known || engine.cachedDataRejected)
    store?.save(name, { header: null, sections: [engine.createCachedData()] });
}

// At once: all is written, and to give the memory of a tree back piece by piece takes a while.
process.exit();
