import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { main } from "../../src/kconfig-parser/src/cli/main.js";

let folder: string;
let out: string;
let err: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kconf-"));
  writeFileSync(
    join(folder, "Kconfig"),
    'mainmenu "T"\nconfig A\n\tbool "a"\nconfig S\n\tstring "s"\n\tdefault "x"\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function kconf(argv: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  out = "";
  err = "";
  return main(["--dialect", "buildroot", ...argv], {
    cwd: folder,
    env,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
}

const read = (name: string): string => readFileSync(join(folder, name), "latin1");

describe("kconf", () => {
  it("writes the configuration that BR2_CONFIG names, says so, and keeps the old one", () => {
    writeFileSync(join(folder, "my.config"), "A=y\n");
    expect(kconf(["--olddefconfig", "Kconfig"], { BR2_CONFIG: "my.config" })).toBe(0);
    expect(out).toBe("#\n# configuration written to my.config\n#\n");
    expect(read("my.config")).toBe('#\n# Automatically generated file; DO NOT EDIT.\n# T\n#\nA=y\nS="x"\n');
    expect(read("my.config.old")).toBe("A=y\n");
    expect(readdirSync(folder).sort()).toEqual(["Kconfig", "my.config", "my.config.old"]);
  });

  it("takes KCONFIG_CONFIG when BR2_CONFIG is unset, else .config", () => {
    kconf(["-s", "--alldefconfig", "Kconfig"], { KCONFIG_CONFIG: "k.config" });
    kconf(["-s", "--alldefconfig", "Kconfig"]);
    expect(out).toBe("");
    expect(read("k.config")).toBe(read(".config"));
  });

  it("looks for configurations in srctree as well, as for Kconfig files", () => {
    mkdirSync(join(folder, "tree"));
    writeFileSync(join(folder, "tree/small_defconfig"), "A=y\n");
    expect(kconf(["--defconfig=small_defconfig", "Kconfig"], { srctree: "tree" })).toBe(0);
    expect(read(".config")).toContain("A=y\n");
    expect(kconf(["--defconfig=small_defconfig", "Kconfig"])).toBe(1);
  });

  it("knows the all… modes, with settings to start from", () => {
    writeFileSync(join(folder, "seed"), "# A is not set\n");
    kconf(["--allyesconfig", "Kconfig"]);
    expect(read(".config")).toContain("A=y\n");
    kconf(["--allyesconfig", "Kconfig"], { KCONFIG_ALLCONFIG: "seed" });
    expect(read(".config")).toContain("# A is not set\n");
    expect(kconf(["--allyesconfig", "Kconfig"], { KCONFIG_ALLCONFIG: "1" })).toBe(1);
    expect(err).toBe('*** KCONFIG_ALLCONFIG set, but no "allyes.config" or "all.config" file found\n');
  });

  it("saves what differs from the defaults, and nothing else", () => {
    writeFileSync(join(folder, ".config"), 'A=y\nS="x"\n');
    expect(kconf(["--savedefconfig=min", "Kconfig"])).toBe(0);
    expect(read("min")).toBe("A=y\n");
  });

  it("fails with a sentence and status 1", () => {
    expect(kconf(["--defconfig=nix", "Kconfig"])).toBe(1);
    expect(err).toBe('***\n*** Can\'t find default configuration "nix"!\n***\n');
    expect(kconf(["--olddefconfig", "nowhere"])).toBe(1);
    expect(err).toBe("can't find file nowhere\n");
    expect(kconf(["--dialect", "buildroot", "--frob", "Kconfig"])).toBe(1);
    expect(err).toContain("unrecognized option '--frob'");
    expect(err).toContain("Usage");
    expect(kconf(["--dialect", "klingon", "--olddefconfig", "Kconfig"])).toBe(1);
    expect(err).toContain("--dialect: there is no 'klingon': use buildroot");
  });

  it("goes on without an option that it does not know where Linux's conf does", () => {
    expect(kconf(["--dialect", "linux-6.12", "--frob", "--alldefconfig", "Kconfig"])).toBe(0);
    expect(err).toMatch(/^kconf: unrecognized option '--frob': .*\n$/);
  });

  it("a file that cannot be written is named, and what stood there stays", () => {
    mkdirSync(join(folder, "d"));
    writeFileSync(join(folder, "d/keep"), "");
    expect(kconf(["--alldefconfig", "Kconfig"], { BR2_CONFIG: "d" })).toBe(1);
    expect(err).toContain("*** Error during writing of the configuration.");
    expect(err).toContain("kconf: d: ");
    expect(readdirSync(join(folder, "d"))).toEqual(["keep"]);
    expect(readdirSync(folder).filter((f) => f.includes("tmp"))).toEqual([]);
  });

  it("--help lists modes, environment and exit status", () => {
    expect(kconf(["--help"])).toBe(0);
    for (const word of ["--savedefconfig", "BR2_CONFIG", "KCONFIG_ALLCONFIG", "Exit status"])
      expect(out).toContain(word);
  });
});
