/** A driver's option with all that it depends on, in a configuration and in the text of a fragment. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTree } from "kconfig-parser";
import { afterAll, describe, expect, it } from "vitest";
import { withSettings } from "../../src/buildroot/save-fragment.js";
import { addDriver, configurationOf, settingsThatFail } from "../../src/kernel/add-drivers.js";
import { mergedConfigFiles } from "../../src/kernel/merged-files.js";
import { put } from "../external/tree.js";

const folder = mkdtempSync(join(tmpdir(), "ipa-add-drivers-"));
writeFileSync(
  join(folder, "Kconfig"),
  `config MODULES
	def_bool y
	modules
config PCI
	bool "PCI"
config VENDOR
	bool "cards of a vendor"
	depends on PCI
config TEN
	tristate "ten"
	depends on VENDOR
config FLAG
	bool "a driver that is no module"
	depends on PCI
config OTHER_ARCH
	tristate "for another machine"
	depends on ARCH_OTHER
`,
);
const tree = openTree("Kconfig", { cwd: folder, env: {}, dialect: "linux-6.12" });
afterAll(() => rmSync(folder, { recursive: true }));

describe("an option of a driver", () => {
  it("becomes a module, with what it depends on", () => {
    const config = configurationOf(tree, "CONFIG_PCI=y\n");
    const addition = addDriver(config, "TEN", false);
    expect(addition).toEqual({
      kind: "added",
      symbol: "TEN",
      settings: new Map([
        ["VENDOR", "y"],
        ["TEN", "m"],
      ]),
    });
    expect(addDriver(config, "TEN", false)).toEqual({ kind: "already", symbol: "TEN", value: "m" });
  });

  it("is built in where that is asked for, or where it can be nothing else", () => {
    const config = configurationOf(tree, "CONFIG_PCI=y\nCONFIG_VENDOR=y\nCONFIG_TEN=m\n");
    expect(addDriver(config, "TEN", true)).toMatchObject({
      kind: "added",
      settings: new Map([["TEN", "y"]]),
    });
    expect(addDriver(config, "FLAG", false)).toMatchObject({ settings: new Map([["FLAG", "y"]]) });
  });

  it("that this kernel cannot have is said, with what stands in the way", () => {
    const config = configurationOf(tree, "");
    expect(addDriver(config, "NOWHERE", false)).toMatchObject({ kind: "impossible" });
    const addition = addDriver(config, "OTHER_ARCH", false);
    expect(addition.kind === "impossible" && addition.why).toContain("ARCH_OTHER");
  });

  it("that would not take is found out", () => {
    const wanted = new Map([["TEN", "m"]]);
    expect(settingsThatFail(tree, "CONFIG_TEN=m\n", wanted)).toEqual(["TEN"]);
    expect(settingsThatFail(tree, "CONFIG_PCI=y\nCONFIG_VENDOR=y\nCONFIG_TEN=m\n", wanted)).toEqual([]);
  });
});

describe("a fragment", () => {
  it("keeps its lines, changes what is set there, and says what the new ones are for", () => {
    const text = "# mine\nCONFIG_A=m\n# CONFIG_VENDOR is not set\n";
    const settings = new Map([
      ["CONFIG_VENDOR", "CONFIG_VENDOR=y"],
      ["CONFIG_NEEDED", "CONFIG_NEEDED=y"],
      ["CONFIG_TEN", "CONFIG_TEN=m"],
      ["CONFIG_NAME", 'CONFIG_NAME="y"'],
    ]);
    expect(withSettings(text, settings, new Map([["CONFIG_TEN", "8086:1592 Näme\nCONFIG_EVIL=y"]]))).toBe(
      `# mine\nCONFIG_A=m\nCONFIG_VENDOR=y\n# 8086:1592 N?me?CONFIG_EVIL=y\nCONFIG_NEEDED=y\nCONFIG_TEN=m\nCONFIG_NAME="y"\n`,
    );
  });

  it("is merged after the files that the image names, or the profile where nothing is configured", () => {
    const repo = join(folder, "repo");
    const names = (base: string, more: string) =>
      `BR2_LINUX_KERNEL_CUSTOM_CONFIG_FILE="${base}"\nBR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="${more}"\n`;
    put(join(repo, "configs/openstack_ipa_defconfig"), names("$(BR2_EXTERNAL_IPA_PATH)/base", "/a /local"));
    const places = { output: join(folder, "out"), repo, buildroot: "/br" };
    expect(mergedConfigFiles(places, "/local")).toEqual([join(repo, "base"), "/a"]);
    put(join(folder, "out/.config"), names("/other", ""));
    expect(mergedConfigFiles(places, "/local")).toEqual(["/other"]);
    const other = 'BR2_EXTERNAL_MINE_PATH="/mine"\n';
    put(
      join(folder, "out/.config"),
      `${other}${names("linux/my.config", "$(BR2_EXTERNAL_MINE_PATH)/a $(TOPDIR)/b")}`,
    );
    expect(mergedConfigFiles(places, null)).toEqual(["/br/linux/my.config", "/mine/a", "/br/b"]);
  });
});
