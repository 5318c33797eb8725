import { describe, expect, it } from "vitest";
import { modesOf, type Options, parseOptions, usage } from "./options.js";

function options(...argv: string[]): Options {
  const parsed = parseOptions(argv);
  if (parsed.kind !== "run") throw new Error(JSON.stringify(parsed));
  return parsed.options;
}

describe("the options of the fuzzer", () => {
  it("are all explained by --help", () => {
    expect(parseOptions(["--help"])).toEqual({ kind: "help" });
    for (const name of [
      "dialect",
      "from",
      "trees",
      "seeds",
      "jobs",
      "modes",
      "turns",
      "ignore",
      "keep",
      "no-shrink",
    ])
      expect(usage).toContain(`--${name} `);
  });

  it("that are wrong are named", () => {
    const message = (...argv: string[]) => {
      const parsed = parseOptions(argv);
      return parsed.kind === "wrong" ? parsed.message : parsed.kind;
    };
    expect(message("--bogus")).toBe("Unknown option '--bogus'");
    expect(message("--trees", "many")).toBe("--trees many: not a number above zero");
    expect(message("--seeds", "4,five")).toBe("--seeds five: not a number above zero");
    expect(message("--dialect", "minix")).toBe("--dialect minix: no such dialect here");
    expect(message("--modes", "olddefconfig,xconfig")).toBe("--modes xconfig: no such mode");
    expect(message("--ignore", "files")).toBe('--ignore files: not stdout, stderr or "wrong trees"');
  });

  it("give each tree its turn of the modes, the first one always", () => {
    const chosen = options("--dialect", "linux-6.12", "--turns", "3");
    const [language] = chosen.languages;
    if (language === undefined) throw new Error("no language");
    const seen = new Set<string>();
    for (let seed = 1; seed <= 40; seed++) {
      const modes = modesOf(chosen, language, seed);
      expect(modes[0]).toBe("olddefconfig");
      expect(new Set(modes).size).toBe(3);
      for (const mode of modes) seen.add(mode);
    }
    expect([...seen].sort()).toEqual([...language.modes].sort());
    expect(modesOf(options(), language, 7)).toEqual(language.modes);
  });
});
