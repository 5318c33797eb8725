import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WhyReport } from "kconfig-parser/explain";
import type { SolveReport } from "kconfig-parser/solve";
import { describe, expect, it } from "vitest";
import { main } from "../../../src/kconfig-parser/src/cli/main.js";

const kconfig =
  'config A\n\tbool "The A"\nconfig B\n\tbool "The B"\n\tdepends on A\nconfig C\n\tbool "c"\n\tdepends on ARM\nconfig D\n\tint "d"\n\tdefault 3\nconfig E\n\tstring "e" if "x" = "x"\n\tdefault "x"\n';

interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs kconf in a folder with that tree and configuration. */
function kconf(
  args: readonly string[],
  config: string | null = null,
  env: Record<string, string> = {},
): Outcome {
  const cwd = mkdtempSync(join(tmpdir(), "kconf-query-"));
  writeFileSync(join(cwd, "Kconfig"), kconfig);
  if (config !== null) writeFileSync(join(cwd, ".config"), config);
  let [out, err] = ["", ""];
  const status = main(args, {
    cwd,
    env: { XDG_CACHE_HOME: join(cwd, "cache"), ...env },
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { status, out, err };
}

describe("kconf why", () => {
  it("speaks of the present configuration, with or without the prefix", () => {
    const plain = kconf(["why", "--dialect", "linux-6.12", "B"], "CONFIG_A=y\nCONFIG_B=y\n");
    expect(plain).toMatchObject({ status: 0, err: "" });
    expect(plain.out).toMatch(/^B is y\n\nYou set it/);
    const prefixed = kconf(["why", "--dialect=linux-6.12", "CONFIG_B"], "CONFIG_A=y\nCONFIG_B=y\n");
    expect(prefixed.out).toBe(plain.out);
  });

  it("--json gives the report", () => {
    const { out } = kconf(["why", "--json", "B"]);
    const report = JSON.parse(out) as WhyReport;
    expect(report).toMatchObject({ version: 1, symbol: { name: "B", value: "n" }, visibility: "n" });
  });

  it("says of defaults that they count where nothing else gives a value", () => {
    expect(kconf(["why", "D"]).out).toContain("Defaults (the first that applies counts):");
    expect(kconf(["why", "D"], "CONFIG_D=5\n").out).toContain(
      "Defaults (the first that applies would count, did nothing else give a value):",
    );
  });

  it("has a word for what is nothing", () => {
    expect(kconf(["solve", "E="]).out).toContain("E is x. To make it empty:");
    expect(kconf(["why", "ARM"]).out).toContain("ARM is not defined");
    expect(kconf(["why", "E"]).out).toMatch(/^ +x=x is true$/m);
  });

  it("an unknown symbol is an error, no symbol a wrong command line", () => {
    expect(kconf(["why", "NOBODY"])).toMatchObject({
      status: 1,
      err: "kconf: NOBODY: no Kconfig file mentions this symbol: look at the names in `kconf dump`, or in a menu\n",
    });
    expect(kconf(["why"]).status).toBe(2);
    expect(kconf(["why", "--nonsense", "A"])).toMatchObject({ status: 2, out: "" });
  });

  it("a configuration that was named and is missing is an error", () => {
    expect(kconf(["why", "A"], null, { KCONFIG_CONFIG: "nowhere" }).status).toBe(1);
  });
});

describe("kconf solve", () => {
  it("says what to set, in order, and what else changes", () => {
    expect(kconf(["solve", "B=y"])).toEqual({
      status: 0,
      err: "",
      out: [
        "B is n. To make it y:",
        "",
        "Set",
        "   A to y (now n)",
        '       "The A" Kconfig:1',
        "   B to y (now n)",
        '       "The B" Kconfig:3',
        "   Nothing else changes.",
        "",
      ].join("\n"),
    });
  });

  it("has status 3 and a reason when it cannot be done", () => {
    const { status, out } = kconf(["solve", "C=y"]);
    expect(status).toBe(3);
    expect(out).toBe(
      "C cannot be y, because\n  C (Kconfig:6) can be y only if ARM, where\n" +
        "    ARM would have to be y, and no Kconfig file that was read defines it\n",
    );
  });

  it("--json gives the report", () => {
    const { out } = kconf(["solve", "--json", "B=y"]);
    expect(JSON.parse(out) as SolveReport).toMatchObject({ version: 1, kind: "solved", complete: true });
  });

  it("a request that is none is a wrong command line", () => {
    expect(kconf(["solve", "B"]).status).toBe(2);
    expect(kconf(["solve", "--help"])).toMatchObject({ status: 0, err: "" });
  });
});

describe("kconf dump", () => {
  it("prints the tree of the file named, or found, as JSON", () => {
    const named = kconf(["dump", "Kconfig"]);
    expect(named).toMatchObject({ status: 0, err: "" });
    expect(kconf(["dump"]).out).toBe(named.out);
    expect(JSON.parse(named.out)).toMatchObject({
      format: "kconfig-tree",
      symbols: [..."ABCDE"].map((name) => ({ name })),
    });
  });

  it("a missing file is an error", () => {
    expect(kconf(["dump", "nowhere"]).status).toBe(1);
  });
});
