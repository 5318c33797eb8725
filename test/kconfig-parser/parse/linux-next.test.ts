import {
  configText,
  createConfig,
  formatDiagnostic,
  KconfigError,
  readConfiguration,
  readTree,
  triText,
} from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { memoryHost, symbolOf } from "../support.js";

const treeOf = (files: Readonly<Record<string, string>>) =>
  readTree("Kconfig", memoryHost(files), "linux-next");

function problemsOf(files: Readonly<Record<string, string>>): string[] {
  try {
    treeOf(files);
    return [];
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    return error.diagnostics.flatMap((d) => formatDiagnostic(d).split("\n"));
  }
}

describe("depends on A if B", () => {
  const kconfig = [
    'config MODULES\n\tbool "modules"\n\tdefault y\n\tmodules',
    'config A\n\ttristate "a"',
    'config B\n\ttristate "b"',
    'config C\n\ttristate "c"\n\tdefault y\n\tdepends on A if B',
    "",
  ].join("\n");

  // A || (B = n). A translation to A || !B would give m where A is n and B is m.
  it.each([
    ["n", "n", "y"],
    ["n", "m", "n"],
    ["n", "y", "n"],
    ["m", "n", "y"],
    ["m", "m", "m"],
    ["m", "y", "m"],
    ["y", "m", "y"],
    ["y", "y", "y"],
  ])("A=%s and B=%s allow %s", (a, b, allowed) => {
    const config = createConfig(treeOf({ Kconfig: kconfig }));
    readConfiguration(config, `CONFIG_MODULES=y\nCONFIG_A=${a}\nCONFIG_B=${b}\n`, ".config");
    expect(triText(config.triValue(symbolOf(config, "C")))).toBe(allowed);
  });

  it("with !B holds where B is m, as C has it", () => {
    const config = createConfig(treeOf({ Kconfig: kconfig.replace("A if B", "A if !B") }));
    readConfiguration(config, "CONFIG_MODULES=y\nCONFIG_B=m\n", ".config");
    expect(triText(config.triValue(symbolOf(config, "C")))).toBe("y");
  });

  it("takes an expression for B", () => {
    const more = kconfig.replace("A if B", "A if B && !MODULES");
    const config = createConfig(treeOf({ Kconfig: more }));
    readConfiguration(config, "CONFIG_MODULES=y\nCONFIG_B=y\n", ".config");
    expect(triText(config.triValue(symbolOf(config, "C")))).toBe("y");
  });
});

describe("transitional", () => {
  const kconfig =
    'config NEW\n\tbool "new"\n\tdefault OLD\nconfig OLD\n\tbool\n\ttransitional\n\thelp\n\t  Gone.\n';

  it("hands the value of an old configuration on, and is not written", () => {
    const config = createConfig(treeOf({ Kconfig: kconfig }));
    readConfiguration(config, "CONFIG_OLD=y\n", ".config");
    expect(configText(config)).toContain("CONFIG_NEW=y\n");
    expect(configText(config)).not.toContain("OLD");
  });

  it("takes no other property: the first of each entry is told", () => {
    const wrong = kconfig.replace("\ttransitional\n", '\ttransitional\n\tprompt "old"\n\tdefault y\n');
    expect(problemsOf({ Kconfig: wrong })).toEqual([
      "Kconfig:7: error: transitional symbols can only have help sections",
    ]);
  });

  it("depends on nothing, not even by what is around it", () => {
    expect(problemsOf({ Kconfig: `if NEW\n${kconfig}endif\n`.replace("if NEW", "if X") })).toEqual([
      "Kconfig:5: error: transitional symbols can only have help sections",
    ]);
  });

  it("stands for the user's answer where it is a default, and nowhere else", () => {
    const more = `${kconfig}config OTHER\n\tbool "other"\n\tdefault y if OLD\n`;
    const config = createConfig(treeOf({ Kconfig: more }));
    readConfiguration(config, "# CONFIG_OLD is not set\n", ".config");
    expect(config.hasUserValue(symbolOf(config, "NEW"))).toBe(true);
    expect(config.hasUserValue(symbolOf(config, "OTHER"))).toBe(false);
    readConfiguration(config, "", ".config");
    expect(config.hasUserValue(symbolOf(config, "NEW"))).toBe(false);
  });

  it("is a word like any other before", () => {
    expect(() => readTree("Kconfig", memoryHost({ Kconfig: kconfig }), "linux-6.12")).toThrow(
      'unknown statement "transitional"',
    );
  });
});

describe("a file that is sourced twice", () => {
  const files = { Kconfig: 'source "a"\nsource "b"\n', a: 'source "b"\n', b: "config B\n\tbool\n" };

  it("is an error that names both places", () => {
    expect(problemsOf(files)).toEqual([
      "Kconfig:2: error: repeated inclusion of b",
      "a:1: note: location of first inclusion of b",
    ]);
  });

  it("was none before", () => {
    expect(readTree("Kconfig", memoryHost(files), "linux-6.12").symbol("B")?.nodes).toHaveLength(2);
  });
});

it("choices have no name, are never optional, and hold bools only", () => {
  for (const line of ["choice NAME", "choice\n\toptional", "choice\n\ttristate"])
    expect(problemsOf({ Kconfig: `${line}\n\tprompt "c"\nconfig A\n\tbool "a"\nendchoice\n` })).not.toEqual(
      [],
    );
});

it("a menuconfig needs a prompt", () => {
  const files = { Kconfig: "menuconfig A\n\tbool\n" };
  expect(problemsOf(files)).toEqual(["Kconfig:3: menuconfig statement without prompt"]);
  expect(readTree("Kconfig", memoryHost(files), "linux-6.12").symbol("A")?.type).toBe("bool");
});
