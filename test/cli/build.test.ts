import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { takeLock } from "../../src/scheduler/lock.js";
import { build, eventsOf, repository, run, temporaryFolder } from "./rig.js";

describe("ipa-image build on a tree that looks like Buildroot", () => {
  it("goes from nothing to images, package by package", async () => {
    const output = temporaryFolder();
    const { exitCode, stdout } = await run([...build, "--profile", "minimal"], output);
    expect(exitCode, stdout).toBe(0);
    expect(readdirSync(join(output, "images"))).toEqual(["bzImage", "rootfs.cpio.xz"]);
    expect(stdout).toContain("5 tasks to run");
    expect(stdout).toMatch(/\[4\/5 0:\d\d\] bravo: done in 0:\d\d/);
    expect(stdout).toMatch(/\[5\/5 0:\d\d\] image: done in 0:\d\d/);
    expect(stdout).not.toContain("\x1b");
  });

  it("keeps every line of make in a log file", async () => {
    const output = temporaryFolder();
    await run(build, output);
    const [log = ""] = readdirSync(join(output, "log"));
    expect(log).toMatch(/^build-\d{4}-\d\d-\d\dT\d{6}\.log$/);
    expect(readFileSync(join(output, "log", log), "latin1")).toContain(
      "\x1b[7m>>> charlie 0.9 Building\x1b[27m\n",
    );
  });

  it("tells typed events with --json, the packages as their stamps appear", async () => {
    const output = temporaryFolder();
    const events = eventsOf((await run([...build, "--json"], output)).stdout);
    expect(events[0]).toMatchObject({ type: "build-started", output });
    expect(events.filter((event) => event.type === "task-finished").map((event) => event.id)).toEqual([
      "toolchain",
      "host-tool",
      "alpha",
      "bravo",
      "charlie",
      "image",
    ]);
    expect(events).toContainEqual(
      expect.objectContaining({ type: "task-step", id: "toolchain", step: "Building" }),
    );
    expect(events.at(-1)).toMatchObject({
      type: "build-finished",
      images: [{ name: "bzImage", bytes: 7 }, {}],
    });
  });

  it("says which package failed, its last lines and what to do, and then goes on from there", async () => {
    const output = temporaryFolder();
    const failed = await run(build, output, {
      MINI_FAIL: "bravo",
      MINI_FAIL_TEXT: "bravo.c:7: no such thing",
    });
    expect(failed.exitCode).toBe(8);
    expect(failed.stdout).toContain("  | bravo.c:7: no such thing");
    expect(failed.stdout).toMatch(/build: bravo 2\.5: failed at "Building": .*run the same command again/);
    const events = eventsOf((await run([...build, "--json"], output)).stdout);
    const finished = events.filter((event) => event.type === "task-finished").map((event) => event.id);
    expect(finished).toEqual(["bravo", "charlie", "image"]);
  });

  it.each([
    [
      "no space",
      { MINI_FAIL_TEXT: "cp: write error: No space left on device" },
      7,
      /no space left on the disk/,
    ],
    ["no network", { MINI_FAIL_STEP: "Downloading" }, 6, /could not be downloaded: .*fetch --from/],
    [
      "no resolver",
      { MINI_FAIL_TEXT: "wget: unable to resolve host address" },
      6,
      /the network is out of reach/,
    ],
    [
      "a missing tool",
      { MINI_FAIL_TEXT: "You must install 'bc' on your build machine" },
      3,
      /ipa-image doctor/,
    ],
  ])("has a sentence and an exit code of its own for %s", async (_what, failure, code, sentence) => {
    const { exitCode, stdout } = await run(build, temporaryFolder(), { MINI_FAIL: "alpha", ...failure });
    expect(exitCode).toBe(code);
    expect(stdout).toMatch(sentence);
  });

  it("keeps an edited configuration, and refuses a profile that it does not come from", async () => {
    const output = temporaryFolder();
    await run([...build, "--profile", "minimal"], output);
    const config = join(output, ".config");
    const edited = readFileSync(config, "utf8").replace(
      "# BR2_PACKAGE_CHARLIE is not set",
      "BR2_PACKAGE_CHARLIE=y",
    );
    writeFileSync(config, edited);
    expect((await run([...build, "--profile", "minimal"], output)).stdout).toMatch(/charlie: done/);
    expect(readFileSync(config, "utf8")).toBe(edited);
    const other = await run([...build, "--profile", "openstack"], output);
    expect(other.exitCode).toBe(9);
    expect(other.stderr).toMatch(/does not come from openstack_ipa_defconfig/);
  });

  it("builds one target of Buildroot's when it is named, and refuses what make would take for an option", async () => {
    const output = temporaryFolder();
    expect((await run([...build, "alpha"], output)).exitCode).toBe(0);
    expect(existsSync(join(output, "target/alpha"))).toBe(true);
    expect(existsSync(join(output, "images"))).toBe(false);
    const refused = await run([...build, "--", "--eval=$(shell touch pwned)"], output);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/not the name of a make target/);
  });

  it("does not read sources that a configuration could turn against it", async () => {
    const output = temporaryFolder();
    await run(["config", "--external", build[3]], output);
    const config = join(output, ".config");
    const text = readFileSync(config, "utf8");
    for (const bad of [
      "--upload-pack=touch pwned",
      "$(shell touch pwned)",
      "a;touch pwned",
      "ext::sh -c x",
    ]) {
      writeFileSync(
        config,
        text.replace(/(OPENSTACK_IPA_GIT_URL)=.*/, `$1="${bad.replaceAll("$", "$$$$")}"`),
      );
      const { exitCode, stderr } = await run(build, output);
      expect(exitCode, bad).toBe(2);
      expect(stderr).toMatch(/\.config:\d+: OPENSTACK_IPA_GIT_URL: /);
    }
    expect(existsSync(join(repository, "pwned"))).toBe(false);
  });

  it("refuses a second build in the same folder, and takes over the lock of a dead one", async () => {
    const output = temporaryFolder();
    const path = join(output, ".ipa-image.lock");
    const lock = await takeLock({ path, command: "a test" });
    const { exitCode, stderr } = await run(build, output);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`process ${process.pid} is building here`);
    await lock.release();
    // No process has this number: Linux counts to 4194304.
    writeFileSync(path, "4194305\n");
    expect((await run(build, output)).exitCode).toBe(0);
  });

  it("says how to get Buildroot when it is not there", async () => {
    const output = temporaryFolder();
    const gone = join(output, "no-buildroot");
    const { exitCode, stderr } = await run(build, output, { IPA_BUILDROOT: gone });
    expect(exitCode).toBe(4);
    expect(stderr).toBe(
      `${gone}: no Buildroot tree there: name the folder of one, or leave --buildroot (IPA_BUILDROOT) out to use the submodule`,
    );
  });

  it("refuses an output folder that make would take apart", async () => {
    const { exitCode, stderr } = await run(build, `${temporaryFolder()}/two words`);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/the path holds a space/);
  });

  it.runIf(process.geteuid?.() === 0)(
    "refuses root without --allow-root, before anything is written",
    async () => {
      const output = temporaryFolder();
      const { exitCode, stderr } = await run(["build", "--external", build[3]], output);
      expect(exitCode).toBe(5);
      expect(stderr).toMatch(/refused, because you are root: .*--allow-root/);
      expect(readdirSync(output)).toEqual([]);
    },
  );

  it("makes images again that were cleaned away, and everything after clean", async () => {
    const output = temporaryFolder();
    await run(build, output);
    expect((await run(["clean-images"], output)).exitCode).toBe(0);
    expect(existsSync(join(output, "images"))).toBe(false);
    await run(build, output);
    expect(existsSync(join(output, "images/bzImage"))).toBe(true);
    await run(["clean"], output);
    expect(existsSync(join(output, "build"))).toBe(false);
    expect(existsSync(join(output, ".config"))).toBe(true);
    await run(["distclean"], output);
    expect(existsSync(output)).toBe(false);
  });

  it.each(["clean", "clean-images", "distclean"])(
    "%s leaves a folder alone that is no output folder",
    async (command) => {
      const folder = temporaryFolder();
      for (const name of ["build", "images", "thesis.txt"])
        writeFileSync(join(folder, name), "years of work");
      const { exitCode, stderr } = await run([command], folder);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/does not look like an output folder/);
      expect(readdirSync(folder).sort()).toEqual(["build", "images", "thesis.txt"]);
    },
  );
});
