import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { oracleOf } from "../support/conf.js";
import { compare } from "./compare.js";
import { languages } from "./language.js";
import type { Case } from "./tree.js";

/**
 * Trees with mistakes in them, most of which C refuses: status and words must be C's. In the file `=== NAME` begins
 * a tree and `@@ FILE` another file of it; where NAME ends in NNL, the top file's last line has no newline.
 */
const text = readFileSync(new URL("wrong-trees.txt", import.meta.url), "latin1");
const trees = text
  .split(/^=== /m)
  .slice(1)
  .map((part): [string, Case] => {
    const [name = "", ...lines] = part.split(/(?<=\n)/);
    return [name.trim(), { files: filesOf(name.trim(), lines), config: null, env: {}, input: "" }];
  });

function filesOf(name: string, lines: readonly string[]): Record<string, string> {
  const files: Record<string, string> = { Kconfig: "" };
  let file = "Kconfig";
  for (const line of lines) {
    const begun = /^@@ (.*)\n$/.exec(line)?.[1];
    if (begun !== undefined) file = begun;
    files[file] = (files[file] ?? "") + (begun === undefined ? line : "");
  }
  if (name.endsWith("NNL")) files.Kconfig = files.Kconfig?.trimEnd() ?? "";
  return files;
}

describe.each(languages)("a tree with mistakes, $dialect", ({ dialect }) => {
  const oracle = oracleOf(dialect);

  it.skipIf(oracle === null).each(trees)("%s: in C's words", (_, tree) => {
    if (oracle !== null) expect(compare(oracle, tree, ["olddefconfig"])).toBeNull();
  });
});
