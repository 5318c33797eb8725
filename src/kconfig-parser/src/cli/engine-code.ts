import { readFileSync, writeFileSync } from "node:fs";
import { Script } from "node:vm";

export { takeBackEnvironment } from "./start-line.js";

/** The bundled engine as V8 takes it. */
export interface EngineSource {
  readonly file: string;
  readonly text: Buffer;
}

/** Compiles the engine, from code that V8 made before when there is some. */
export function engineScript({ file, text }: EngineSource, code?: Buffer): Script {
  return new Script(
    `(function (exports, require, module, __filename, __dirname) {${text.toString("utf8")}\n})`,
    { filename: file, ...(code ? { cachedData: code } : {}) },
  );
}

/**
 * Keeps the code of the whole engine beside it, for processes of this Node with these flags. The engine's text comes
 * first: V8 looks at its length only, and code of another engine would be run all the same.
 */
export function keepCode(source: EngineSource): void {
  const { setFlagsFromString } = process.getBuiltinModule("node:v8");
  setFlagsFromString("--no-lazy");
  const script = engineScript(source);
  setFlagsFromString("--lazy");
  writeFileSync(codeFile(source), Buffer.concat([source.text, script.createCachedData()]));
}

/** The code kept for this engine, undefined when there is none. Whether it is for this Node and its flags V8 says. */
export function keptCode(source: EngineSource): Buffer | undefined {
  try {
    const kept = readFileSync(codeFile(source));
    const { length } = source.text;
    return kept.subarray(0, length).equals(source.text) ? kept.subarray(length) : undefined;
  } catch {
    return undefined;
  }
}

function codeFile({ file }: EngineSource): string {
  return file.replace(/\.cjs$/, ".code");
}
