/**
 * Starts a bundled program with the code that V8 made of it when it was built: finding, reading and compiling some
 * hundred modules would take longer than most commands. Bundled as NAME.cjs, beside NAME-program.cjs and its code;
 * where the code is not for this Node, the program is compiled as usual.
 */
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { engineScript, keptCode, takeBackEnvironment } from "kconfig-parser/compiled-code";

takeBackEnvironment(process.env);
const file = __filename.replace(/\.cjs$/, "-program.cjs");
const source = { file, text: readFileSync(file) };
const code = keptCode(source);
const run = engineScript(source, code).runInThisContext() as (...args: unknown[]) => void;
run({}, require, { exports: {} }, file, dirname(file));
