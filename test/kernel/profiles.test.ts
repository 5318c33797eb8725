/** Every profile of the menu "IPA hardware" on the real tree of Linux 6.12: each line of its fragments comes true. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { configText, createConfig, openTree } from "kconfig-parser";
import { afterAll, describe, expect, it } from "vitest";
import { AGENT_NEEDS, unmetNeeds } from "../../src/kernel/agent-needs.js";
import { checkFragments, shortfallText } from "../../src/kernel/check.js";
import { type Architecture, HARDWARE, profileFragments } from "../../src/kernel/hardware.js";
import { requestsOf } from "../../src/kernel/requests.js";
import { kernelEnv, kernelOf, outputFolder, ownMacros } from "../conformance/linux.js";
import { repository } from "../external/tree.js";
import { runC } from "../support/conf.js";

const kernel = kernelOf("6.12");
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Where conf runs: every option of a compiler is there, whatever this machine has. */
function workFolder(): string {
  const folder = outputFolder();
  folders.push(folder);
  mkdirSync(join(folder, "scripts"));
  writeFileSync(join(folder, "scripts/Kconfig.include"), ownMacros);
  return folder;
}

const filesOf = (paths: readonly string[]) =>
  [join(repository, "linux-configs/base.config"), ...paths].map((path) => ({
    path,
    text: readFileSync(path, "latin1"),
  }));

describe.skipIf(kernel === null).each(["x86", "arm64"] as const)(
  "Linux 6.12 for %s",
  (arch: Architecture) => {
    if (kernel === null) return;
    const cwd = workFolder();
    const env = kernelEnv(kernel, arch, "none");
    const tree = openTree("Kconfig", { cwd, env, dialect: "linux-6.12" });
    const files = (profile: (typeof HARDWARE)[number] | null, ...more: string[]) =>
      filesOf(profileFragments(repository, { arch, profile, more }));
    const shortfalls = (paths: ReturnType<typeof files>) =>
      checkFragments(tree, paths).shortfalls.map((each) => shortfallText(each, (path) => basename(path)));

    it.each(HARDWARE)(
      "%s: every symbol has the value asked for, and all that the agent needs is there",
      (profile) => {
        const report = checkFragments(tree, files(profile));
        expect(report.asked).toBeGreaterThan(220);
        expect(report.shortfalls.map((each) => shortfallText(each, (path) => basename(path)))).toEqual([]);
        expect(unmetNeeds(report.config, arch)).toEqual([]);
      },
    );

    it.each(HARDWARE)("%s: C makes the same configuration of it", (profile) => {
      const merged = files(profile);
      writeFileSync(join(cwd, ".config"), merged.map(({ text }) => text).join("\n"), "latin1");
      const outcome = runC(kernel.oracle, { args: ["--olddefconfig", "Kconfig"], cwd, env });
      // Said of what two fragments ask for alike, as `merge_config.sh` does.
      const said = outcome.stderr.split("\n").filter((line) => !/warning: override: reassigning/.test(line));
      expect(said.join("\n")).toBe("");
      const written = readFileSync(join(cwd, ".config"), "latin1");
      expect(configText(checkFragments(tree, merged).config)).toBe(written);
      const lines = new Set(written.split("\n"));
      const missing = requestsOf(merged).filter(
        ({ symbol, value }) =>
          !lines.has(`CONFIG_${symbol}=${value}`) &&
          !lines.has(`CONFIG_${symbol}="${value}"`) &&
          // What cannot be asked for is not written.
          !(value === "n" && !written.includes(`CONFIG_${symbol}=`)),
      );
      expect(missing).toEqual([]);
    });

    it.each(["tiny-init", "debug", "fips", "hardening"])("%s on top of server", (name) => {
      expect(shortfalls(files("server", name))).toEqual([]);
    });

    it("every fragment by itself, with those that the menu brings along", () => {
      const names = files("full")
        .slice(1)
        .map(({ path }) => basename(path, ".config"));
      expect(names.length).toBeGreaterThan(20);
      expect(names.flatMap((name) => shortfalls(files(null, arch, name)))).toEqual([]);
    });

    it("asks nothing of the agent's that the kernel does not know, and notices what is missing", () => {
      const needs = AGENT_NEEDS.filter((each) => each.arch === undefined || each.arch === arch);
      const names = needs.flatMap(({ symbols }) => symbols);
      expect(names.filter((name) => tree.symbol(name) === undefined)).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      const nothing = unmetNeeds(createConfig(tree), arch).map(({ symbol }) => symbol);
      expect(nothing).toEqual(expect.arrayContaining(["VLAN_8021Q", "MD_RAID1", "IPMI_SI"]));
      const without = files("server").filter(({ path }) => !path.endsWith("storage-sw.config"));
      expect(unmetNeeds(checkFragments(tree, without).config, arch)).toContainEqual({
        symbol: "MD",
        for: "software RAID",
        atLeast: "y",
        got: "n",
      });
    });

    it("a line that does not come true is told with its place, why, and what to do", () => {
      const own = (text: string) => shortfalls([...files("ci"), { path: "/my/own.config", text }]);
      expect(own("# mine\nCONFIG_MLX5_CORE_EN=y\nCONFIG_EXT4_FS=m\n")).toEqual([
        "own.config:2: CONFIG_MLX5_CORE_EN: asked y, got n: " +
          "it depends on MLX5_CORE, and MLX5_CORE is n: add CONFIG_MLX5_CORE=m, or take the line out",
      ]);
      expect(own("CONFIG_QLA2XXX=m\n")).toEqual([
        "own.config:1: CONFIG_QLA2XXX: asked m, it is not there: " +
          "this kernel has no such option: look for its new name, or take the line out",
      ]);
      expect(own("# CONFIG_SCSI_COMMON is not set\nCONFIG_NR_CPUS=100000\n")).toEqual([
        expect.stringMatching(/^own\.config:1: CONFIG_SCSI_COMMON: asked n, got y: it is selected by .*SCSI/),
        expect.stringMatching(/^own\.config:2: CONFIG_NR_CPUS: asked 100000, got \d+: .*range/),
      ]);
      expect(own("# CONFIG_QLA2XXX is not set\n")).toEqual([]);
      // The user's last word counts, and is no contradiction.
      expect(own("CONFIG_EXT4_FS=y\n")).toEqual([]);
    });
  },
);
