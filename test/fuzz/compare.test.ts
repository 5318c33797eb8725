import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compare, type Runner } from "./compare.js";
import type { Case } from "./tree.js";

const folder = mkdtempSync(join(tmpdir(), "fuzz-compare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program in the place of C's. */
function oracle(name: string, script: string) {
  const conf = join(folder, name);
  writeFileSync(conf, `#!/bin/sh\n${script}\n`);
  chmodSync(conf, 0o755);
  return { dialect: "buildroot", conf, env: {} } as const;
}

const tree: Case = { files: { Kconfig: "" }, config: null, env: {}, input: "" };
const saysOurs: Runner = () => ({ status: 0, stdout: "ours\n", stderr: "" });

describe("a difference", () => {
  it("is the engine's where C says the same whatever its memory holds", () => {
    const difference = compare(oracle("steady", "echo theirs"), tree, ["olddefconfig"], new Set(), saysOurs);
    expect(difference).toMatchObject({ where: "stdout", expected: "1: theirs", actual: "1: ours" });
    expect(difference?.isOfC).toBeUndefined();
  });

  it("is C's own where it says something else when its memory holds other bytes", () => {
    const wavers = oracle("wavers", `test "$MALLOC_PERTURB_" = 170 && echo other || echo theirs`);
    expect(compare(wavers, tree, ["olddefconfig"], new Set(), saysOurs)?.isOfC).toBe(true);
  });

  it("is none where both say the same", () => {
    expect(compare(oracle("same", "echo ours"), tree, ["olddefconfig"], new Set(), saysOurs)).toBeNull();
  });
});
