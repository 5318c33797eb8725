import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isBuildrootTree } from "../../src/buildroot/tree.js";
import { repository, run } from "../cli/rig.js";

const buildroot = join(repository, "buildroot");

// One folder for all, because its name stands in the files; and Buildroot compiles its own conf there only once.
const output = join(mkdtempSync(join(tmpdir(), "ipa-real-")), "output");
afterAll(() => rmSync(dirname(output), { recursive: true, force: true }));

const make = (...goals: string[]) =>
  execFileSync("make", ["-s", "-C", buildroot, `O=${output}`, `BR2_EXTERNAL=${repository}`, ...goals], {
    stdio: "pipe",
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
const read = (file: string) => readFileSync(join(output, file), "latin1");
/** The external tree's version is what git says of the repository: a commit between two runs must not count. */
const withoutVersion = (text: string) => text.replace(/^BR2_EXTERNAL_IPA_VERSION=.*\n/m, "");

describe.skipIf(!isBuildrootTree(buildroot))("with the real Buildroot", { timeout: 600_000 }, () => {
  it.each(["ipa_minimal_defconfig", "qemu_x86_64_defconfig", "openstack_ipa_defconfig"])(
    "`ipa-image config %s` writes what make writes for it, byte for byte",
    async (name) => {
      const ours = await run(["config", name], output, { IPA_BUILDROOT: buildroot });
      expect(ours.exitCode, ours.stderr).toBe(0);
      const config = read(".config");
      expect(config).toMatch(/^BR2_EXTERNAL_IPA_VERSION="/m);
      make(name);
      expect(withoutVersion(config)).toBe(withoutVersion(read(".config")));
    },
  );

  it("`ipa-image saveconfig` writes what `make savedefconfig` writes", async () => {
    await run(["saveconfig", join(output, "ours")], output, { IPA_BUILDROOT: buildroot });
    make("savedefconfig", `DEFCONFIG=${join(output, "theirs")}`);
    expect(read("ours")).toBe(read("theirs"));
  });

  it("reads the packages of the minimal profile from show-info", async () => {
    await run(["config", "--profile", "minimal"], output, { IPA_BUILDROOT: buildroot });
    const { captureMake } = await import("../../src/buildroot/make.js");
    const { parseShowInfo } = await import("../../src/buildroot/build/show-info.js");
    const tree = { buildroot, output, externals: [repository] };
    const info = parseShowInfo(await captureMake({ ...tree, targets: ["show-info"], flags: ["-s"] }));
    expect(info.get("linux")).toMatchObject({
      kind: "target",
      stampDir: expect.stringMatching(/^build\/linux-/),
    });
    expect(info.get("busybox")?.dependencies).toContain("toolchain");
    expect([...info.values()].filter((item) => item.kind === "rootfs").map((item) => item.name)).toContain(
      "rootfs-cpio",
    );
  });
});
