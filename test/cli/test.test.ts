/** The command with a QEMU that is a script: what it says of a start that goes wrong. A real one: test/acceptance. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { environment, program, run, temporaryFolder } from "./rig.js";

/** An output folder with images, and a PATH whose QEMU is `script`. */
function machine(script: string): { output: string; env: Record<string, string> } {
  const output = temporaryFolder();
  mkdirSync(join(output, "images"));
  for (const name of ["bzImage", "rootfs.cpio.xz"]) writeFileSync(join(output, "images", name), name);
  const qemu = join(output, "qemu-system-x86_64");
  const version = `[ "$1" = --version ] && { echo "QEMU emulator version 7.2.22"; exit; }`;
  writeFileSync(
    qemu,
    `#!/bin/bash\n${version}\necho $$ >"${output}/pid"\necho "$@" >>"${output}/words"\n${script}\n`,
  );
  chmodSync(qemu, 0o755);
  return { output, env: { PATH: `${output}:${process.env.PATH}` } };
}

interface Check {
  readonly name: string;
  readonly status: string;
  readonly detail: string;
}

const PANIC = `echo '[0.0] Linux version 6.12.1'; echo '[1.0] Initramfs unpacking failed: write error'
echo '[1.1] Kernel panic - not syncing: No working init found.'`;

describe("ipa-image test", () => {
  it("names the checks that failed, why, and what was not run; the console's end is below", async () => {
    const { env, output } = machine(PANIC);
    const { exitCode, stdout } = await run(["test"], output, env);
    expect(exitCode).toBe(10);
    expect(stdout).toMatch(/^the image of this project: .*bzImage .*; agent: none was heard of$/m);
    expect(stdout).toMatch(/^ {2}passed {3}boot\.kernel +Linux version 6\.12\.1 after/m);
    expect(stdout).toMatch(/^ {2}FAILED {3}boot\.initramfs-whole +.*write error$/m);
    expect(stdout).toMatch(/^ {2}FAILED {3}api\.heartbeat +.*Initramfs unpacking failed: write error$/m);
    expect(stdout).toMatch(/^ {2}not run {2}inventory\.disk-nvme/m);
    expect(stdout).toContain("  console | [1.1] Kernel panic");
    expect(stdout).toMatch(/not run {2}all \d+ checks: no ISO: .*--iso/);
    expect(stdout.split("\n").at(-1)).toMatch(
      /^\d+ passed, \d+ failed, \d+ not run: \d+ % of \d+ checks ran for real, on/,
    );
  });

  it("gives the same as one JSON object, with the sums of what was started", async () => {
    const { env, output } = machine(PANIC);
    const { stdout } = await run(["test", "--json", "--boot", "direct"], output, env);
    const report = JSON.parse(stdout) as {
      image: { origin: string; files: { role: string; sha256: string }[] };
      ways: { way: string; checks: Check[] }[];
    };
    expect(report.image.origin).toBe("ours");
    expect(report.image.files.map(({ role }) => role)).toEqual(["kernel", "initrd"]);
    expect(report.image.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(report.ways.map(({ way }) => way)).toEqual(["direct"]);
    expect(report.ways[0]?.checks.find(({ name }) => name === "boot.kernel")?.status).toBe("passed");
  });

  it("looks for the memory floor no further when the most is too little", async () => {
    const { env, output } = machine(PANIC);
    const { exitCode, stdout } = await run(["test", "--boot", "direct", "--memory-floor"], output, env);
    expect(exitCode).toBe(10);
    expect(stdout).toMatch(
      /memory floor: not even the most was enough\n {2}too little {2}512 MiB {2}.*write error/,
    );
  });

  it("keeps the consoles where it is told to, and says when nothing comes in time", async () => {
    const { env, output } = machine("echo hello; exec sleep 1000");
    const consoles = join(output, "consoles");
    const words = ["test", "--boot", "direct", "--timeout", "1", "--console", consoles];
    const { exitCode, stdout } = await run(words, output, env);
    expect(exitCode).toBe(10);
    expect(stdout).toMatch(/FAILED {3}boot\.kernel +the kernel said nothing on ttyS0/);
    expect(readFileSync(join(consoles, "direct.console"), "utf8")).toBe("hello\n");
  });

  it.each(["SIGINT", "SIGTERM"] as const)("leaves no QEMU after %s", async (signal) => {
    const { env, output } = machine("echo 'Linux version 6.12.1'; exec sleep 1000");
    const child = execa(process.execPath, [program, "test"], {
      env: environment(output, env),
      extendEnv: false,
      reject: false,
      stdin: "ignore",
    });
    for await (const line of child.iterable({ from: "stderr" })) {
      if (/the kernel starts/.test(line)) child.kill(signal);
    }
    const { exitCode } = await child;
    expect(exitCode).toBe(signal === "SIGINT" ? 130 : 143);
    const pid = readFileSync(join(output, "pid"), "utf8").trim();
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  it("says what is missing: QEMU, an image, a file", async () => {
    const { env, output } = machine("exit 0");
    const noQemu = await run(["test"], output, { PATH: "/nowhere" });
    expect(noQemu.exitCode).toBe(3);
    expect(noQemu.stderr).toMatch(/^test: QEMU is missing: .*qemu-system-x86/);
    const noImage = await run(["test"], temporaryFolder(), env);
    expect(noImage.exitCode).toBe(10);
    expect(noImage.stderr).toMatch(/ipa-image build/);
    const noFile = await run(["test", "--iso", "/no/such.iso"], output, env);
    expect(noFile.exitCode).toBe(10);
    expect(noFile.stderr).toContain("/no/such.iso: no such file");
  });

  it("refuses at once a file that is something else: a machine would wait for it in vain", async () => {
    const { env, output } = machine("exit 0");
    const text = join(output, "text");
    writeFileSync(text, "no image\n".repeat(8000));
    const kernel = join(output, "vmlinuz");
    writeFileSync(kernel, `${"\0".repeat(0x202)}HdrS`);
    for (const [words, said] of [
      [["--iso", text], `${text}: not an ISO 9660 image: give --iso another file`],
      [["--iso", output], `${output}: not an ISO 9660 image, but a folder: give --iso another file`],
      [["--kernel", text, "--initrd", text], `${text}: not a kernel for x86 (bzImage): give --kernel`],
      [["--kernel", kernel, "--initrd", text], `${text}: not a cpio archive`],
      [["--kernel", kernel, "--rootfs", output], `${output}: not an image of a disk, but a folder`],
    ] as const) {
      const { exitCode, stderr } = await run(["test", ...words], output, env);
      expect(stderr).toContain(said);
      expect(exitCode).toBe(10);
    }
    expect(existsSync(join(output, "words"))).toBe(false);
  });

  it("starts what begins as it should, whole or not: the machine says what is wrong with it", async () => {
    const { env, output } = machine(PANIC);
    const kernel = join(output, "vmlinuz");
    writeFileSync(kernel, `${"\0".repeat(0x202)}HdrS`);
    const initrd = join(output, "initrd");
    writeFileSync(initrd, "\u00fd7zXZ\0", "latin1");
    const { stdout } = await run(["test", "--kernel", kernel, "--initrd", initrd], output, env);
    expect(stdout).toMatch(/boot\.initramfs-whole +.*write error$/m);
  });

  it.each([
    [["--initrd", "/i"], /need a --kernel/],
    [["--kernel", "/k"], /--initrd or --rootfs/],
    [["--boot", "floppy"], /direct, bios, uefi/],
    [["-m", "half"], /whole number/],
  ])("refuses %s", async (words, said) => {
    const { exitCode, stderr } = await run(["test", ...words], temporaryFolder());
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(said);
  });
});
