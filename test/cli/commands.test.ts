import { spawnSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { miniExternal, repository, run, temporaryFolder } from "./rig.js";

const NAMES = [
  ..."deps config fetch source toolchain build legal menuconfig linux-menuconfig busybox-menuconfig".split(
    " ",
  ),
  ..."saveconfig linux-saveconfig busybox-saveconfig clean clean-images distclean reset test doctor boot status why graph".split(
    " ",
  ),
];

describe("ipa-image", () => {
  it("lists its commands and exit codes in help", async () => {
    const { exitCode, stdout } = await run(["help"], temporaryFolder());
    expect(exitCode).toBe(0);
    for (const name of NAMES) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    expect(stdout).toMatch(/^ {2}130 {2}ended by Ctrl-C$/m);
  });

  it.each([...NAMES, "conductor", "kernel", "wheels", "size", "toolchain"])(
    "explains %s with --help",
    async (name) => {
      const { exitCode, stdout } = await run([name, "--help"], temporaryFolder());
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: ipa-image ${name}`);
      // Defaults as one would type them, and none that says nothing.
      expect(stdout).not.toMatch(/default:\s+(false|["[{])/);
    },
  );

  it.each([
    ["ipa-image", ["--help"]],
    ["ipa-menuconfig", ["--help"]],
    ["ipa-menuconfig", ["--plain", "--kconfig", "Kconfig"]],
  ])("%s %s says nothing of a reader that has gone", async (name, words) => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "Kconfig"), 'config A\n\tbool "a"\n');
    const file = join(repository, `dist/bin/${name}.cjs`);
    const child = execa(process.execPath, [file, ...words], {
      cwd,
      reject: false,
      buffer: { stdout: false },
      input: "s\nq\n",
    });
    child.stdout?.destroy();
    expect((await child).stderr).toBe("");
  });

  it("ends with 2 for an unknown command, option or profile", async () => {
    for (const words of [["bulid"], ["build", "--profil"], ["build", "--profile", "maximal"]])
      expect((await run(words, temporaryFolder())).exitCode, words.join(" ")).toBe(2);
  });

  it("says once that the disk is full, and ends with 7", () => {
    const file = join(repository, "dist/bin/ipa-image.cjs");
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [file, "--help"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    expect(stderr).toBe("standard output: it could not be written (ENOSPC): make room, or write elsewhere\n");
    expect(status).toBe(7);
  });

  it("names the folder that is in the way of the configuration, and wants names that say something", async () => {
    const output = temporaryFolder();
    mkdirSync(join(output, ".config"));
    for (const words of [["status"], ["build", "-n"], ["kernel", "check"]]) {
      const { exitCode, stderr } = await run(words, output);
      expect(stderr).toContain(
        `${output}/.config: a folder, where the configuration should be: move it away`,
      );
      expect(exitCode).toBe(9);
    }
    const { exitCode, stderr } = await run(["status", "--output", ""], output);
    expect(stderr).toContain("--output: empty: name a folder");
    expect(exitCode).toBe(2);
  });

  it("names the line of a broken configuration, and ends with 9", async () => {
    const output = temporaryFolder();
    await run(["config", "--external", miniExternal], output);
    appendFileSync(join(output, ".config"), "what is this\n");
    const lines = readFileSync(join(output, ".config"), "utf8").trimEnd().split("\n").length;
    const { exitCode, stderr } = await run(["build", "--dry-run", "--external", miniExternal], output);
    expect(stderr).toContain(
      `/.config:${lines}: not a setting: mend that line, or make the configuration anew`,
    );
    expect(exitCode).toBe(9);
  });

  it("asks whether a goal that nobody knows was meant to be a package", async () => {
    const output = temporaryFolder();
    await run(["config", "--external", miniExternal], output);
    const { exitCode, stdout } = await run(
      ["build", "--dry-run", "--external", miniExternal, "alpa"],
      output,
    );
    expect(stdout).toContain("alpa: a goal of Buildroot's makefiles");
    expect(stdout).toContain("did you mean alpha");
    expect(exitCode).toBe(0);
  });

  it("has every command as a target of the Makefile", async () => {
    const text = readFileSync(join(repository, "Makefile"), "utf8");
    const { stdout } = await execa("make", ["-C", repository, "-pnq", "help"], { reject: false });
    for (const name of [...NAMES, "all", "help"])
      expect(stdout + text, name).toMatch(new RegExp(`^${name}:`, "m"));
  });
});

describe("ipa-image config", () => {
  const config = (...words: string[]) => ["config", "--external", miniExternal, ...words];

  it("writes the .config of a profile, and keeps the one before", async () => {
    const output = temporaryFolder();
    await run(config("--profile", "minimal"), output);
    expect(readFileSync(join(output, ".config"), "utf8")).toContain("# BR2_PACKAGE_CHARLIE is not set\n");
    await run(config(), output);
    expect(readFileSync(join(output, ".config"), "utf8")).toContain("BR2_PACKAGE_CHARLIE=y\n");
    expect(readFileSync(join(output, ".config.old"), "utf8")).toContain("# BR2_PACKAGE_CHARLIE is not set\n");
  });

  it("finds Buildroot's own defconfigs, with or without the ending", async () => {
    const output = temporaryFolder();
    await run(config("alpha"), output);
    expect(readFileSync(join(output, ".config"), "utf8")).toMatch(
      /BR2_DEFCONFIG=".*\/configs\/alpha_defconfig"/,
    );
  });

  it("names what there is for an unknown one, and refuses a path", async () => {
    const output = temporaryFolder();
    const unknown = await run(config("nope"), output);
    expect(unknown.exitCode).toBe(9);
    expect(unknown.stderr).toMatch(/choose one of awkward_defconfig, ipa_minimal_defconfig/);
    expect((await run(config("../../etc/passwd"), output)).exitCode).toBe(2);
    expect(existsSync(join(output, ".config"))).toBe(false);
  });

  it("carries spaces, quotes and $(…) through config, build and saveconfig unchanged", async () => {
    const output = temporaryFolder();
    const line = readFileSync(join(miniExternal, "configs/awkward_defconfig"), "utf8").split("\n")[0] ?? "";
    await run(config("awkward"), output);
    expect(readFileSync(join(output, ".config"), "utf8").split("\n")).toContain(line);
    const built = await run(["build", "--allow-root", "--external", miniExternal], output);
    expect(built.exitCode, built.stderr).toBe(0);
    await run(["saveconfig", join(output, "saved"), "--external", miniExternal], output);
    expect(readFileSync(join(output, "saved"), "utf8")).toBe(
      readFileSync(join(miniExternal, "configs/awkward_defconfig"), "utf8"),
    );
    expect(existsSync(join(repository, "test/fixtures/mini-buildroot/pwned"))).toBe(false);
  });

  it("says file and line of an error in a Kconfig file", async () => {
    const output = temporaryFolder();
    const external = temporaryFolder();
    writeFileSync(join(external, "external.desc"), "name: BROKEN\n");
    writeFileSync(join(external, "external.mk"), "");
    writeFileSync(join(external, "Config.in"), 'config A\n\tbool "a"\n\tdepends B &&\n');
    const { exitCode, stderr } = await run(["config", "alpha", "--external", external], output);
    expect(exitCode).toBe(9);
    expect(stderr).toContain(`${external}/Config.in:3:`);
  });
});

describe("ipa-image doctor", () => {
  it("finds this host good enough for the tests, as JSON too", async () => {
    const { stdout } = await run(["doctor", "--for", "test", "--json"], temporaryFolder());
    const report = JSON.parse(stdout) as { checks: { name: string; status: string }[]; family: string };
    expect(report.checks.find((check) => check.name === "make")).toMatchObject({ status: "ok" });
  });

  it("ends with 3 and says why when PATH holds the current folder", async () => {
    const { exitCode, stdout } = await run(["doctor"], temporaryFolder(), { PATH: `${process.env.PATH}:.` });
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(/ERROR {4}PATH: holds the current folder/);
  });
});

describe("ipa-image fetch", () => {
  it.each([
    ["--ref", "--upload-pack=touch pwned"],
    ["--url", "--config=x"],
    ["--url", "ext::sh -c touch% pwned"],
  ])("refuses %s %s", async (option, value) => {
    const { exitCode, stderr } = await run(["fetch", `${option}=${value}`], temporaryFolder());
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/begins with `-`|remote helper|space or a control character/);
  });
});

describe("ipa-image reset", () => {
  it("asks first, and where nobody can answer it removes nothing", async () => {
    const output = temporaryFolder();
    const { exitCode, stderr } = await run(["reset"], output);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/pass --yes/);
    expect(existsSync(output)).toBe(true);
  });
});
