import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "./tree.js";

const folder = join(repository, "linux-configs");
const fragments = readdirSync(join(folder, "fragments")).filter((name) => name.endsWith(".config"));
const files = ["base.config", ...fragments.map((name) => `fragments/${name}`)];

/** symbol -> every value a file gives it; "n" for "is not set". */
function readSymbols(file: string): Map<string, string[]> {
  const symbols = new Map<string, string[]>();
  for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
    const off = /^# (CONFIG_\w+) is not set$/.exec(line);
    const set = /^(CONFIG_\w+)=(.+)$/.exec(line);
    const [name, value] = off ? [off[1], "n"] : set ? [set[1], set[2]] : [undefined, undefined];
    if (name !== undefined && value !== undefined) symbols.set(name, [...(symbols.get(name) ?? []), value]);
    else expect(line, `${file}: neither a setting nor a comment`).toMatch(/^(#(?! CONFIG_).*)?$/);
  }
  return symbols;
}

/** The files one defconfig merges, in order. */
function mergedBy(defconfig: string): string[] {
  const text = readFileSync(join(repository, "configs", defconfig), "utf8");
  return [...text.matchAll(/linux-configs\/([^\s"]+)/g)].map((match) => match[1] ?? "");
}

describe("kernel configuration files", () => {
  it.each(files)("%s says one thing about each symbol, once", (file) => {
    const repeated = [...readSymbols(file)].filter(([, values]) => values.length > 1).map(([name]) => name);
    expect(repeated).toEqual([]);
  });

  it.each(readdirSync(join(repository, "configs")))("%s merges files that do not disagree", (defconfig) => {
    const said = new Map<string, { value: string; file: string }>();
    const disputes: string[] = [];
    for (const file of mergedBy(defconfig)) {
      for (const [name, values] of readSymbols(file)) {
        const value = values[0] ?? "";
        const before = said.get(name);
        if (before && before.value !== value)
          disputes.push(`${name}: ${before.file} ${before.value}, ${file} ${value}`);
        said.set(name, { value, file });
      }
    }
    expect(disputes).toEqual([]);
  });

  it("has no fragment that nothing merges and none missing from its table", () => {
    const used = new Set(readdirSync(join(repository, "configs")).flatMap(mergedBy));
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    for (const name of fragments) {
      expect(used).toContain(`fragments/${name}`);
      expect(readme).toContain(`\`${name.replace(".config", "")}\``);
    }
  });

  it("keeps what the agent cannot do without", () => {
    const symbols = new Map(mergedBy("openstack_ipa_defconfig").flatMap((file) => [...readSymbols(file)]));
    const needed =
      "BLK_DEV_NVME SATA_AHCI USB_STORAGE BLK_DEV_SR ISO9660_FS VFAT_FS EXT4_FS XFS_FS EFIVAR_FS MD_RAID1 VLAN_8021Q IPV6 IPMI_SI MAGIC_SYSRQ";
    for (const name of needed.split(" ")) expect(symbols.get(`CONFIG_${name}`)?.[0], name).toMatch(/^[ym]$/);
  });
});
