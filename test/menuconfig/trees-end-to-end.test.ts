import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Tmux } from "./tmux.js";

const FIXTURES = resolve("test/fixtures");
const program = (name: string): string => resolve(`dist/bin/${name}-menuconfig.cjs`);
const has = (name: string): boolean => spawnSync("which", [name]).status === 0;
const built = existsSync(program("linux")) && existsSync(program("ipa"));

let dir: string;
let kernel: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "menus-trees-"));
  kernel = join(dir, "linux");
  cpSync(join(FIXTURES, "mini-kernel"), kernel, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const read = (path: string): string => readFileSync(path, "latin1");

async function inTmux(command: string, steps: (tmux: Tmux) => Promise<void>): Promise<void> {
  const tmux = await Tmux.start(dir, `KCONFIG_CACHE=${join(dir, "cache")} ${command}`);
  try {
    await steps(tmux);
  } finally {
    tmux.end();
  }
}

describe.skipIf(!has("tmux") || !built)("linux-menuconfig --kernel", () => {
  const command = `node ${program("linux")}`;

  it("opens the tree as its Makefile would, and saves its .config", async () => {
    await inTmux(`${command} --kernel linux`, async (tmux) => {
      await tmux.shows("Linux/mini 6.12.7 Kernel Configuration");
      await tmux.press("m");
      await tmux.shows("<M> Networking");
      await tmux.press("x", "Enter");
      await tmux.shows("exit code 0");
    });
    expect(read(join(kernel, ".config"))).toContain('CONFIG_CC_VERSION_TEXT="cc 1.0"\n');
    expect(read(join(kernel, ".config"))).toContain("CONFIG_NET=m\n");
  });

  it("takes ARCH, CROSS_COMPILE and other words for the Makefile, and KCONFIG_CONFIG", async () => {
    const words = `--kernel linux --arch other --cross-compile x-`;
    await inTmux(`KCONFIG_CONFIG=my.config ${command} ${words}`, async (tmux) => {
      await tmux.shows("Linux/other 6.12.7");
      await tmux.press("n", "x", "Enter");
      await tmux.shows("exit code 0");
    });
    expect(existsSync(join(kernel, ".config"))).toBe(false);
    expect(read(join(kernel, "my.config"))).toContain('CONFIG_CC_VERSION_TEXT="x-cc 1.0"\n');
    expect(read(join(kernel, "my.config"))).toContain("# CONFIG_NET is not set\n");
  });

  it("leaves the tree alone with O=, and has the .config there", async () => {
    await inTmux(`${command} --kernel linux O=build`, async (tmux) => {
      await tmux.shows("Linux/mini 6.12.7");
      await tmux.press("m", "x", "Enter");
      await tmux.shows("exit code 0");
    });
    expect(read(join(dir, "build/.config"))).toContain("CONFIG_NET=m\n");
    expect(existsSync(join(kernel, ".config"))).toBe(false);
  });

  it("asks the Makefile anew when it has changed", async () => {
    const open = (title: string) =>
      inTmux(`${command} --kernel linux`, async (tmux) => {
        await tmux.shows(title);
        await tmux.press("x", "n");
        await tmux.shows("exit code 0");
      });
    await open("Linux/mini 6.12.7");
    const makefile = join(kernel, "Makefile");
    writeFileSync(makefile, read(makefile).replace("SUBLEVEL = 7", "SUBLEVEL = 81"));
    await open("Linux/mini 6.12.81");
  });

  it("offers another file when this one cannot be written, and loses nothing", async () => {
    await inTmux(`${command} --kernel linux`, async (tmux) => {
      await tmux.shows("Linux/mini");
      await tmux.press("n");
      await tmux.press("F6", "C-u");
      await tmux.press("-l", "linux/Makefile/no.config");
      await tmux.press("Enter");
      await tmux.shows("nothing is lost");
      await tmux.press("Enter", "C-u");
      await tmux.press("-l", join(dir, "saved.config"));
      await tmux.press("Enter");
      await tmux.shows("was written to");
    });
    expect(read(join(dir, "saved.config"))).toContain("# CONFIG_NET is not set\n");
  });

  it("puts changes on top of a file that somebody else changed meanwhile", async () => {
    const path = join(kernel, ".config");
    writeFileSync(path, 'CONFIG_NET=y\nCONFIG_CMDLINE="quiet"\n');
    await inTmux(`${command} --kernel linux`, async (tmux) => {
      await tmux.shows("(quiet) Command line");
      writeFileSync(path, 'CONFIG_NET=y\nCONFIG_CMDLINE="theirs"\n');
      await tmux.press("m", "x", "Enter");
      await tmux.shows("has changed on disk");
      await tmux.shows('CMDLINE "theirs" -> "quiet"');
      await tmux.press("m");
      await tmux.shows("exit code 0");
    });
    expect(read(path)).toContain("CONFIG_NET=m\n");
    expect(read(path)).toContain('CONFIG_CMDLINE="theirs"\n');
    expect(read(`${path}.old`)).toBe('CONFIG_NET=y\nCONFIG_CMDLINE="theirs"\n');
  });

  it("writes what was changed as a fragment, and a minimal defconfig", async () => {
    await inTmux(`${command} --kernel linux`, async (tmux) => {
      await tmux.shows("Linux/mini");
      await tmux.press("m", "C-e");
      await tmux.shows("minimal defconfig");
      await tmux.press("f");
      await tmux.shows("changes.config");
      await tmux.press("Enter", "Enter", "C-e", "d");
      await tmux.shows("all that differs from the defaults");
    });
    expect(read(join(kernel, "changes.config"))).toBe("CONFIG_NET=m\n");
    expect(read(join(kernel, "defconfig"))).toBe("CONFIG_NET=m\n");
  });

  it.each([
    ["nowhere", 2, /nowhere: there is no such folder: give the folder of the Linux kernel's sources/],
    ["empty", 2, /empty: is not a tree of the Linux kernel: it has no Kconfig, no Makefile, no arch/],
    ["linux/Makefile", 2, /linux\/Makefile: is no folder/],
    [
      "linux --arch none",
      2,
      /linux: it has no architecture "none": give one of its folder arch\/ with --arch/,
    ],
    ["linux stray", 2, /stray: is no variable for make: write NAME=VALUE/],
  ])("--kernel %s ends with %i and a sentence", async (words, code, sentence) => {
    mkdirSync(join(dir, "empty"));
    await inTmux(`${command} --kernel ${words}`, async (tmux) => {
      await tmux.shows(`exit code ${code}`);
      expect(tmux.screen().replace(/\n/g, "")).toMatch(sentence);
    });
  });
});

describe.skipIf(!has("tmux") || !built)("ipa-menuconfig with the kernel of the configuration", () => {
  /** A project whose Buildroot is the stand-in, and whose kernel is not extracted yet. */
  function project(): { command: string; output: string } {
    const output = join(dir, "output");
    mkdirSync(join(output, ".ipa-image"), { recursive: true });
    const fragment = join(dir, "mine.config");
    writeFileSync(fragment, "# mine\n");
    utimesSync(fragment, 1_000_000, 1_000_000);
    const lines = `BR2_HAVE_DOT_CONFIG=y\nBR2_LINUX_KERNEL=y\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="${fragment}"\n`;
    writeFileSync(join(output, ".config"), lines);
    const buildroot = join(dir, "buildroot");
    cpSync(join(FIXTURES, "mini-buildroot"), buildroot, { recursive: true });
    const options = `config BR2_LINUX_KERNEL\n\tbool "kernel"\nconfig BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES\n\tstring "fragments"\n`;
    writeFileSync(join(buildroot, "Config.in"), `${read(join(buildroot, "Config.in"))}\n${options}`);
    const env = `MINI_KERNEL=${join(FIXTURES, "mini-kernel")}`;
    return {
      command: `${env} node ${program("ipa")} --allow-root -o ${output} --buildroot ${buildroot}`,
      output,
    };
  }

  it("asks, prepares it through Buildroot, and saves so that the next build takes it", async () => {
    const { command, output } = project();
    const linux = join(output, "build/linux-6.12");
    await inTmux(command, async (tmux) => {
      await tmux.shows("[Buildroot");
      await tmux.press("C-t");
      await tmux.shows("its sources are not ready");
      await tmux.press("Enter");
      await tmux.shows("Linux/mini 6.12.7");
      expect(existsSync(join(linux, ".stamp_kconfig_fixup_done"))).toBe(true);
      await tmux.press("m");
      await tmux.shows("<M> Networking");
      await tmux.press("F6", "Enter");
      await tmux.shows("Write 1 setting to its fragment, too?");
      expect(read(join(dir, "mine.config"))).toBe("# mine\n");
      await tmux.press("Enter");
      await tmux.shows("1 setting written to");
      await tmux.press("Enter");
      expect(read(join(dir, "mine.config"))).toBe("# mine\nCONFIG_NET=m\n");
      expect(read(join(linux, ".config"))).toContain("CONFIG_NET=m\n");
      expect(read(join(linux, ".config"))).toContain(
        `CONFIG_CC_VERSION_TEXT="${output}/host/bin/mini-cc 1.0"`,
      );
      expect(existsSync(join(linux, ".stamp_kconfig_fixup_done"))).toBe(false);
      await tmux.press("C-e");
      await tmux.press("f");
      await tmux.shows("settings written");
      expect(read(join(dir, "mine.config"))).toMatch(/^# mine\n(?:.*\n)*CONFIG_NET=m\n/);
    });
  });

  it("says what to do where the configuration has no kernel", async () => {
    const { command, output } = project();
    writeFileSync(join(output, ".config"), "BR2_HAVE_DOT_CONFIG=y\n");
    await inTmux(command, async (tmux) => {
      await tmux.shows("[Buildroot");
      await tmux.press("C-t");
      await tmux.shows("set BR2_LINUX_KERNEL, and save it, to have one");
      await tmux.press("Enter");
      await tmux.shows("[Buildroot");
    });
  });
});
