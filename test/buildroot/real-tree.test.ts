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
});
