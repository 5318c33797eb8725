import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isBuildrootTree } from "../../src/buildroot/tree.js";
import { repository, run, temporaryFolder } from "../cli/rig.js";

const buildroot = join(repository, "buildroot");

describe.skipIf(!isBuildrootTree(buildroot))("with the real Buildroot", () => {
  it.each(["openstack_ipa_defconfig", "ipa_minimal_defconfig", "qemu_x86_64_defconfig"])(
    "`ipa-image config %s` and saveconfig write what Buildroot's make writes",
    async (name) => {
      // One folder for both, because its name stands in the files.
      const output = join(temporaryFolder(), "output");
      mkdirSync(output);
      const make = (...goals: string[]) =>
        execFileSync("make", ["-s", "-C", buildroot, `O=${output}`, `BR2_EXTERNAL=${repository}`, ...goals], {
          stdio: "pipe",
          env: { PATH: process.env.PATH, HOME: process.env.HOME },
        });
      const read = (file: string) => readFileSync(join(output, file), "latin1");
      // The version of the external tree is what git says of it: it must not change between the two.
      const both = async () => {
        const ours = await run(["config", name], output, { IPA_BUILDROOT: buildroot });
        expect(ours.exitCode, ours.stderr).toBe(0);
        const config = read(".config");
        make(name);
        return [config, read(".config")] as const;
      };
      const [ours, theirs] = await both();
      expect(ours).toBe(theirs);
      await run(["saveconfig", join(output, "ours")], output, { IPA_BUILDROOT: buildroot });
      make("savedefconfig", `DEFCONFIG=${join(output, "theirs")}`);
      expect(read("ours")).toBe(read("theirs"));
    },
  );

  it("reads the packages of the minimal profile from show-info", async () => {
    const output = temporaryFolder();
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
