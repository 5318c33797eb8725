import { mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { miniBuildroot, miniExternal, run, temporaryFolder } from "./rig.js";

/** An output folder whose kernel was configured from a fragment, and then changed in its menus. */
function changedKernel(
  fragmentText: string,
  merged: string,
  now: string,
  name = (output: string) => join(output, "mine.config"),
) {
  const output = temporaryFolder();
  const kernel = join(output, "build/linux-6.12");
  const fragment = name(output);
  mkdirSync(kernel, { recursive: true });
  writeFileSync(join(output, "mine.config"), fragmentText);
  writeFileSync(
    join(output, ".config"),
    `BR2_HAVE_DOT_CONFIG=y\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="${fragment}"\n`,
  );
  writeFileSync(join(kernel, ".config.merged"), merged);
  writeFileSync(join(kernel, ".config"), now);
  writeFileSync(join(kernel, ".stamp_dotconfig"), "");
  utimesSync(join(kernel, ".stamp_dotconfig"), 1_000_000, 1_000_000);
  writeFileSync(join(kernel, ".stamp_kconfig_fixup_done"), "");
  return { output, fragment, kernel };
}

const save = (output: string) =>
  run(["linux-saveconfig", "--allow-root", "--external", miniExternal], output);

describe("ipa-image linux-saveconfig", () => {
  it("sets in the last fragment what differs, and leaves its other lines", async () => {
    const { output, fragment } = changedKernel(
      '# why: the lab\'s cards\nCONFIG_E1000=y\nCONFIG_CMDLINE="old"\n',
      'CONFIG_E1000=y\nCONFIG_CMDLINE="old"\nCONFIG_SWAP=y\nCONFIG_GONE=y\n',
      'CONFIG_E1000=y\nCONFIG_CMDLINE="a -> b $(x)"\n# CONFIG_SWAP is not set\nCONFIG_NEW=m\n',
    );
    const { exitCode, stdout } = await save(output);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`linux-saveconfig: ${fragment}: 3 settings written`);
    expect(readFileSync(fragment, "utf8")).toBe(
      '# why: the lab\'s cards\nCONFIG_E1000=y\nCONFIG_CMDLINE="a -> b $(x)"\n# CONFIG_SWAP is not set\nCONFIG_NEW=m\n',
    );
  });

  it("dates the fragment as the configuration it agrees with, so that nothing is built for it", async () => {
    const { output, fragment } = changedKernel("", "CONFIG_A=y\n", "CONFIG_A=m\n");
    await save(output);
    expect(statSync(fragment).mtimeMs).toBe(1_000_000_000);
  });

  it("says so when nothing differs", async () => {
    const { output } = changedKernel("", "CONFIG_A=y\n", "CONFIG_A=y\n");
    expect((await save(output)).stdout).toContain("nothing differs from it");
  });

  it("refuses to write into Buildroot's own tree", async () => {
    const inside = join(miniBuildroot, "linux.fragment");
    const { output } = changedKernel("", "CONFIG_A=y\n", "CONFIG_A=m\n", () => inside);
    const { exitCode, stderr } = await save(output);
    expect(exitCode).toBe(9);
    expect(stderr).toContain(`ends with ${inside}, which is Buildroot's own: give it a file of yours`);
  });

  it("names the symbol when there is no fragment at all", async () => {
    const { output } = changedKernel("", "", "");
    const { exitCode, stderr } = await run(
      ["busybox-saveconfig", "--allow-root", "--external", miniExternal],
      output,
    );
    expect(exitCode).toBe(9);
    expect(stderr).toContain("BR2_PACKAGE_BUSYBOX_CONFIG_FRAGMENT_FILES: names no file");
  });
});

describe("ipa-image config", () => {
  it("says in one line which path is in the way", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const { exitCode, stderr } = await run(["config", "--external", miniExternal, "--output", file], file);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^ipa-image: EEXIST: .*: mend that path or choose another$/m);
    expect(stderr).not.toContain("    at ");
  });
});
