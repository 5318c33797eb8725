import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasProgram, kconfProgram } from "../support/conf.js";
import { dialectOf, kernelOf, linuxVersions } from "./linux.js";

/** A Python that has pytest: the distribution's own first. */
const python = ["/usr/bin/python3", "python3"].find(
  (name) => spawnSync(name, ["-m", "pytest", "--version"], { stdio: "ignore" }).status === 0,
);

/**
 * A stand-in for conf. It is killed when it hangs: the tests would wait for ever. They send newlines without end until
 * conf is gone, and trip over a pipe that nobody reads in that moment: somebody does.
 */
function wrapper(conf: string): string {
  return `#!/bin/sh
timeout 20 ${conf} "$@"
status=$?
exec 3<&0
cat <&3 >/dev/null 2>&1 &
exit "$status"
`;
}

/** Runs the kernel's own tests, unchanged, with a program in the place of scripts/kconfig/conf: each test's outcome. */
function runTests(tests: string, conf: string): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "kernel-own-"));
  try {
    // The tests take conf from below the current folder.
    mkdirSync(join(folder, "scripts/kconfig"), { recursive: true });
    writeFileSync(join(folder, "scripts/kconfig/conf"), wrapper(conf));
    chmodSync(join(folder, "scripts/kconfig/conf"), 0o755);
    cpSync(tests, join(folder, "tests"), { recursive: true });
    const result = spawnSync(
      python ?? "",
      ["-m", "pytest", "-v", "-p", "no:cacheprovider", "--tb=no", "tests"],
      {
        cwd: folder,
        encoding: "latin1",
        timeout: 110_000,
      },
    );
    return Object.fromEntries(
      [...result.stdout.matchAll(/^(\S+::\S+) (PASSED|FAILED|ERROR)/gm)].map((match) => [match[1], match[2]]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe.each(linuxVersions)("the kernel's own tests, Linux %s", (version) => {
  const kernel = kernelOf(version);
  it.skipIf(kernel === null || python === undefined || !hasProgram)("all pass that pass with C", () => {
    if (kernel === null) return;
    const tests = join(kernel.tree, "scripts/kconfig/tests");
    const expected = runTests(tests, kernel.oracle.conf);
    expect(Object.keys(expected).length).toBeGreaterThan(8);
    expect(
      runTests(tests, `"${process.execPath}" "${kconfProgram}" --dialect ${dialectOf[version]}`),
    ).toEqual(expected);
  });
});
