/** `ipa-image kernel check` on a small kernel and an external tree of its own. */
import { cpSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { put } from "../external/tree.js";
import { run, temporaryFolder } from "./rig.js";
import { LOCAL, smallKernelImage } from "./small-kernel.js";

function setUp(local: string) {
  const image = smallKernelImage(temporaryFolder(), local);
  const check = (...words: string[]) =>
    run(["kernel", "check", "--external", image.external, ...words], image.output);
  return { ...image, check };
}

describe("ipa-image kernel check", () => {
  it("reads what the menu chose and what the configuration names, and says that all came true", async () => {
    const { check, configure, kernel } = setUp("# mine\n");
    configure(`IPA_LINUX_X86=y\nIPA_LINUX_NET_10G=y${LOCAL}`);
    const { exitCode, stderr, stdout } = await check("--kernel", kernel);
    expect(stderr).toBe("");
    expect(stdout).toMatch(/linux-6\.12\.7: 3 symbols asked for in 4 files, all come true$/);
    expect(exitCode).toBe(0);
  });

  it("says so where nothing is configured yet, and what it takes instead", async () => {
    const { configure, external, kernel, output } = setUp("# mine\n");
    configure(LOCAL);
    cpSync(join(output, ".config"), join(external, "configs/openstack_ipa_defconfig"));
    const empty = temporaryFolder();
    const { stdout } = await run(["kernel", "check", "--external", external, "--kernel", kernel], empty);
    expect(stdout.split("\n")[0]).toBe(
      `${empty}/.config: there is none yet: the usual image's (openstack_ipa_defconfig) is held against the kernel`,
    );
  });

  it("names the line that does not, with why and what to do, and ends with 9", async () => {
    const { check, configure, external, kernel } = setUp("# mine\n\nCONFIG_CARD=y\nCONFIG_OLD_NAME=y\n");
    configure(LOCAL);
    const local = join(external, "linux-configs/local.config");
    const { exitCode, stdout } = await check("--kernel", kernel);
    expect(stdout.split("\n").slice(0, 2)).toEqual([
      `${local}:3: CONFIG_CARD: asked y, got n: it depends on BUS, and BUS is n: add CONFIG_BUS=y, or take the line out`,
      `${local}:4: CONFIG_OLD_NAME: asked y, it is not there: this kernel has no such option: look for its new name, or take the line out`,
    ]);
    expect(exitCode).toBe(9);
    const json = await check("--kernel", kernel, "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({
      kernel,
      arch: "x86",
      asked: 3,
      shortfalls: [
        { symbol: "CARD", value: "y", got: "n", file: local, line: 3, cure: expect.stringContaining("BUS") },
        { symbol: "OLD_NAME", got: null },
      ],
      unmet: [],
    });
    expect(json.exitCode).toBe(9);
  });

  it("tells of a profile, and what the agent needs besides", async () => {
    const { check, kernel } = setUp("");
    const { exitCode, stdout } = await check("--kernel", kernel, "--profile", "server");
    expect(stdout).toContain(
      'CONFIG_VLAN_8021Q: is not in this kernel: the agent needs m or y, for ipa-enable-vlan-interfaces, VLANs of network_data.json: choose a profile in the menu "IPA hardware", or set it',
    );
    expect(stdout).toMatch(/3 symbols asked for in 4 files, all come true; \d+ needs of the agent unmet$/);
    expect(exitCode).toBe(9);
  });

  it("takes the sources that were downloaded, unpacked once", async () => {
    const { check, kernel, output, root } = setUp("");
    mkdirSync(join(output, "dl/linux"), { recursive: true });
    const archive = join(output, "dl/linux/linux-6.12.7.tar.gz");
    execaSync("tar", ["-czf", archive, "-C", root, "linux-6.12.7"]);
    expect(kernel).not.toBe("");
    for (const _ of [1, 2])
      expect((await check()).stdout).toMatch(/1 symbol asked for in 1 file, all come true$/);
    const folder = join(output, ".ipa-image/kernel-sources");
    expect(readdirSync(folder)).toHaveLength(1);
    expect(statSync(join(folder, readdirSync(folder)[0] ?? "", "Kconfig")).isFile()).toBe(true);
    put(archive, "cut off");
    const broken = await check();
    expect(broken.stderr).toMatch(
      /linux-6\.12\.7\.tar\.gz: tar cannot read it: .*: delete it, and get it again/,
    );
    expect(broken.exitCode).toBe(1);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("refuses what makes no sense, with what to do", async () => {
    const { check, configure, kernel, output } = setUp("");
    for (const [words, said] of [
      [["--profile", "laptop"], /name ci, server, full/],
      [["--arch", "arm64"], /--arch is for --profile/],
      [["--profile", "ci", "--arch", "mips"], /name x86_64 or arm64/],
      [["--kernel", output], /is not a tree of the Linux kernel/],
      [[], /the kernel's sources are not there yet: get them with `ipa-image source`, or name a tree/],
    ] as const) {
      const { exitCode, stderr } = await check(...words);
      expect(stderr).toMatch(said);
      expect(exitCode).toBe(2);
    }
    configure('BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="/nowhere/my.config"\n');
    const { exitCode, stderr } = await check("--kernel", kernel);
    expect(stderr).toMatch(
      /\/nowhere\/my\.config: the configuration names it .*: correct BR2_LINUX_KERNEL_CONFIG/,
    );
    expect(exitCode).toBe(9);
  });
});
