import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { build, environment, program, temporaryFolder } from "../rig.js";

/** Milliseconds until a line is given up: below the tests' own limit. */
const PATIENCE = 60_000;

/** The command, with its output line by line: `until` waits for the next line that matches. */
function watching(output: string) {
  const child = execa(process.execPath, [program, ...build, "--profile", "minimal", "--watch"], {
    env: environment(output),
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    all: true,
    buffer: false,
  });
  const lines = child.iterable({ from: "all" })[Symbol.asyncIterator]();
  const told: string[] = [];
  // The test's own time limit would not say what came instead of a line.
  const never = (pattern: RegExp) =>
    setTimeout(PATIENCE, null, { ref: false }).then(() => {
      throw new Error(`no ${pattern} in ${PATIENCE / 1000} s; what came:\n${told.join("\n")}`);
    });
  const until = async (pattern: RegExp): Promise<readonly string[]> => {
    const seen: string[] = [];
    const tooLate = never(pattern);
    tooLate.catch(() => undefined);
    for (;;) {
      const next = await Promise.race([lines.next(), tooLate]);
      if (next.done) throw new Error(`ended before ${pattern}:\n${seen.join("\n")}`);
      seen.push(String(next.value));
      told.push(String(next.value));
      if (pattern.test(String(next.value))) return seen;
    }
  };
  return { child, until };
}

describe("ipa-image build --watch", () => {
  it("builds what a saved configuration changed, says what changed, and ends with Ctrl-C", async () => {
    const output = temporaryFolder();
    const { child, until } = watching(output);
    try {
      await until(/^watch: waiting/);
      const config = join(output, ".config");
      const text = readFileSync(config, "utf8");
      // As a menu saves it: under another name first.
      writeFileSync(
        `${config}.new`,
        text.replace("# BR2_PACKAGE_CHARLIE is not set", "BR2_PACKAGE_CHARLIE=y"),
      );
      renameSync(`${config}.new`, config);
      const seen = (await until(/^watch: waiting/)).join("\n");
      // Nothing before it: that the first build wrote the configuration was no change.
      expect(seen).toMatch(/^watch: changed: .*\.config\n/);
      expect(seen).toMatch(/charlie: done in/);
      // A second time, through the name that was replaced.
      writeFileSync(config, text);
      expect((await until(/^watch: waiting/)).join("\n")).toMatch(/build: done in/);
    } finally {
      child.kill("SIGINT");
    }
    expect((await child).exitCode).toBe(130);
  });

  it("does not end because the configuration is broken for a while", async () => {
    const output = temporaryFolder();
    const { child, until } = watching(output);
    try {
      await until(/^watch: waiting/);
      const config = join(output, ".config");
      const text = readFileSync(config, "utf8");
      writeFileSync(config, "");
      expect((await until(/^watch: waiting/)).join("\n")).toMatch(/does not come from ipa_minimal_defconfig/);
      writeFileSync(config, text);
      expect((await until(/^watch: waiting/)).join("\n")).toMatch(/build: done in/);
    } finally {
      child.kill("SIGINT");
    }
    await child;
  });
});
