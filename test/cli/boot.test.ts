import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { qemuArguments } from "../../src/ipa/boot.js";
import { run, temporaryFolder } from "./rig.js";

/** An output folder with images, and a PATH whose QEMU is `script`. */
function machine(script: string): { output: string; env: Record<string, string> } {
  const output = temporaryFolder();
  mkdirSync(join(output, "images"));
  for (const name of ["bzImage", "rootfs.cpio.xz"]) writeFileSync(join(output, "images", name), name);
  const qemu = join(output, "qemu-system-x86_64");
  writeFileSync(qemu, `#!/bin/bash\necho "$@" >"${output}/words"\n${script}\n`);
  chmodSync(qemu, 0o755);
  return { output, env: { PATH: `${output}:${process.env.PATH}` } };
}

describe("ipa-image boot", () => {
  it("ends with 0 as soon as the expected text is on the console, in however many pieces", async () => {
    const { output, env } = machine(
      "echo -n 'Welcome to IPA\nipa lo'; sleep 0.2; echo -n 'gin: '; exec sleep 1000",
    );
    const { exitCode, stdout } = await run(["boot", "--expect", "ipa login:", "-m", "256"], output, env);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^boot: "ipa login:" seen after \d+\.\d s$/m);
    const words = readFileSync(join(output, "words"), "utf8");
    expect(words).toContain(`-kernel ${output}/images/bzImage -initrd ${output}/images/rootfs.cpio.xz`);
    expect(words).toContain("-m 256 ");
  });

  it("ends with 10 when the text does not come in time, and when QEMU ends before it", async () => {
    const silent = machine("exec sleep 1000");
    const late = await run(["boot", "--expect", "login:", "--timeout", "0.3"], silent.output, silent.env);
    expect(late.exitCode).toBe(10);
    expect(late.stderr).toMatch(/was not seen in 0\.3 s: .*--timeout/);
    const panics = machine("echo 'Kernel panic - not syncing'; exit 1");
    const ended = await run(["boot", "--expect", "login:"], panics.output, panics.env);
    expect(ended.exitCode).toBe(10);
    expect(ended.stdout).toContain("Kernel panic");
    expect(ended.stderr).toMatch(/QEMU ended \(exit code 1\) before "login:" was seen/);
  });

  it("says what to build when there is no image, and what to install when there is no QEMU", async () => {
    const { output, env } = machine("exit 0");
    const none = await run(["boot"], temporaryFolder(), env);
    expect(none.exitCode).toBe(10);
    expect(none.stderr).toMatch(/no kernel there \(bzImage\): build one with `ipa-image build`/);
    const { exitCode, stderr } = await run(["boot"], output, { PATH: "/nowhere" });
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/^boot: QEMU is missing: .*qemu-system-x86/);
  });

  it("keeps the console's multiplexer for people: Ctrl-C reaches the guest", () => {
    const options = { kernel: "k", initrd: "i", memoryMegabytes: 512, append: "quiet" };
    expect(qemuArguments(options, true)).toEqual(expect.arrayContaining(["-serial", "mon:stdio"]));
    expect(qemuArguments(options, true)).not.toContain("-monitor");
    expect(qemuArguments(options, false)).toEqual(
      expect.arrayContaining(["-monitor", "none", "-serial", "stdio"]),
    );
    expect(qemuArguments(options, false)).toContain("console=ttyS0 quiet");
  });
});
