import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import {
  type Config,
  configText,
  createConfig,
  type KSymbol,
  readConfiguration,
  setTri,
  YES,
} from "kconfig-parser";
import { describe, expect, it } from "vitest";
import {
  fragmentNames,
  fragmentSymbol,
  HARDWARE,
  hardwareTree,
  profileFragments,
} from "../../src/kernel/hardware.js";
import { filesNamedIn } from "../../src/kernel/merged-files.js";
import { repository } from "./tree.js";

const folder = join(repository, "linux-configs");
const base = join(folder, "base.config");
const fragments = fragmentNames(repository);
const configs = readdirSync(join(repository, "configs"));

/** symbol -> every value a file gives it; "n" for "is not set". */
function readSymbols(file: string): Map<string, string[]> {
  const symbols = new Map<string, string[]>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const off = /^# (CONFIG_\w+) is not set$/.exec(line);
    const set = /^(CONFIG_\w+)=(.+)$/.exec(line);
    const [name, value] = off ? [off[1], "n"] : set ? [set[1], set[2]] : [undefined, undefined];
    if (name !== undefined && value !== undefined) symbols.set(name, [...(symbols.get(name) ?? []), value]);
    else expect(line, `${file}: neither a setting nor a comment`).toMatch(/^(#(?! CONFIG_).*)?$/);
  }
  return symbols;
}

/** Two files that say different things about a symbol. */
function disputes(files: readonly string[]): string[] {
  const said = new Map<string, { value: string; file: string }>();
  return files.flatMap((file) =>
    [...readSymbols(file)].flatMap(([name, [value = ""]]) => {
      const before = said.get(name);
      said.set(name, { value, file });
      return before && before.value !== value
        ? [`${name}: ${basename(before.file)} ${before.value}, ${basename(file)} ${value}`]
        : [];
    }),
  );
}

describe("kernel configuration files", () => {
  it.each(["base.config", "local.config", ...fragments.map((name) => `fragments/${name}.config`)])(
    "%s says one thing about each symbol, once, and begins with what it is for",
    (file) => {
      const path = join(folder, file);
      const repeated = [...readSymbols(path)].filter(([, { length }]) => length > 1).map(([name]) => name);
      expect(repeated).toEqual([]);
      expect(readFileSync(path, "utf8")).toMatch(/^#/);
    },
  );

  it.each(configs)("%s merges files that are there and do not disagree", (defconfig) => {
    const files = filesNamedIn(readFileSync(join(repository, "configs", defconfig), "utf8"), {
      repo: repository,
      buildroot: "/br",
    });
    expect(files[0]).toBe(base);
    expect(files.at(-1)).toBe(join(folder, "local.config"));
    expect(files.length).toBeGreaterThan(4);
    expect(disputes(files)).toEqual([]);
  });

  it.each(["x86", "arm64"] as const)("of the widest profile for %s do not disagree", (arch) => {
    expect(disputes([base, ...profileFragments(repository, { arch, profile: "full" })])).toEqual([]);
  });
});

describe('the menu "IPA hardware"', () => {
  const namesOf = (files: readonly string[]) => files.map((file) => basename(file, ".config"));
  const of = (arch: "x86" | "arm64", profile: (typeof HARDWARE)[number] | null, ...more: string[]) =>
    namesOf(profileFragments(repository, { arch, profile, more }));

  it("knows every fragment, and each is in the table", () => {
    const menu = readFileSync(join(folder, "Config.in"), "utf8");
    const readme = readFileSync(join(folder, "README.md"), "utf8");
    const symbols = [...menu.matchAll(/^config (IPA_LINUX_\w+)$/gm)].map((match) => match[1] ?? "");
    expect(symbols.sort()).toEqual(fragments.map(fragmentSymbol).sort());
    for (const name of fragments) expect(readme).toContain(`\`${name}\``);
  });

  it("has profiles of which each holds the one before", () => {
    for (const arch of ["x86", "arm64"] as const) {
      const [ci, server, full] = HARDWARE.map((profile) => of(arch, profile));
      expect(server).toEqual(expect.arrayContaining(ci ?? []));
      expect(full).toEqual(expect.arrayContaining(server ?? []));
      expect(ci).toContain(arch);
      expect(ci).not.toContain("net-10g");
      expect(server).toEqual(expect.arrayContaining(["net-10g", "storage-hba", `${arch}-server`]));
      expect(server).not.toContain("containers");
      expect(full).toEqual(expect.arrayContaining(["net-more", "storage-more", "containers"]));
    }
    expect(of("x86", "full").filter((name) => name.startsWith("arm64"))).toEqual([]);
    expect(of("arm64", "full").filter((name) => name.startsWith("x86"))).toEqual([]);
  });

  it("adds single fragments to a profile, with those that they want", () => {
    expect(of("x86", "ci", "net-10g")).toEqual([...of("x86", "ci"), "net-10g"].sort());
    expect(of("x86", null)).toEqual([]);
    expect(of("x86", null, "storage-hba")).toEqual(["storage-core", "storage-hba"]);
  });

  it("leaves nothing of a profile behind when another one is chosen, and keeps what was added", () => {
    const tree = hardwareTree(repository);
    if (tree === null) throw new Error("no menu");
    const chosen = (config: Config) =>
      ["NET_10G", "CONTAINERS", "FIPS"].filter(
        (name) => config.stringValue(tree.symbol(`IPA_LINUX_${name}`) as KSymbol) === "y",
      );
    const set = (config: Config, name: string) => setTri(config, tree.symbol(name) as KSymbol, YES);
    const before = createConfig(tree);
    for (const name of ["BR2_x86_64", "IPA_HARDWARE_FULL", "IPA_LINUX_FIPS"]) set(before, name);
    const config = createConfig(tree);
    readConfiguration(config, configText(before), ".config");
    expect(chosen(config)).toEqual(["NET_10G", "CONTAINERS", "FIPS"]);
    set(config, "IPA_HARDWARE_CI");
    expect(chosen(config)).toEqual(["FIPS"]);
  });
});
