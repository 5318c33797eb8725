/**
 * Starts kconf from its one bundled file with V8's compiled code of an earlier run: finding and compiling a hundred
 * modules would take longer than the work of most runs. Bundled itself, so that it starts at once.
 */
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import { nameOf, userCache } from "../cache/store.js";

const file = join(__dirname, "kconf-engine.cjs");
const { size, mtimeMs, ino } = statSync(file);
const store = userCache(process.env);
const name = nameOf("code", [
  process.version,
  process.arch,
  process.execArgv.join(" "),
  file,
  `${size} ${mtimeMs} ${ino}`,
]);
const known = store?.load(name)?.sections[0];

const script = new Script(
  `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "utf8")}\n})`,
  { filename: file, ...(known ? { cachedData: known } : {}) },
);
const run = script.runInThisContext() as (...args: unknown[]) => void;
run({}, createRequire(file), { exports: {} }, file, dirname(file));
// Now, because the code of functions is compiled when they are first called.
if (!known || script.cachedDataRejected)
  store?.save(name, { header: null, sections: [script.createCachedData()] });
