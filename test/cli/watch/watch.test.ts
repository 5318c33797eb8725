import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it, onTestFailed } from "vitest";
import { isNoise } from "../../../src/cli/watch/files.js";
import { build, environment, program, temporaryFolder } from "../rig.js";

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
  // A line that never comes ends in the test's time limit, which does not say what came instead.
  onTestFailed(() => console.error(told.join("\n")));
  const until = async (pattern: RegExp): Promise<readonly string[]> => {
    const seen: string[] = [];
    for (;;) {
      const next = await lines.next();
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

  it("takes no notice of what editors and git leave beside a file", () => {
    for (const name of [".motd.swp", "motd~", "#motd#", ".#motd", "4913", "index.lock"])
      expect(isNoise(`/overlay/${name}`), name).toBe(true);
    for (const name of ["motd", ".config", ".bashrc", "a.swap"])
      expect(isNoise(`/o/${name}`), name).toBe(false);
  });
});
