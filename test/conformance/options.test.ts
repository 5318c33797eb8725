import { describe, expect, it } from "vitest";
import { parseOptions, usage } from "./full/options.js";

describe("the options of the full comparison with C", () => {
  it("are all explained by --help", () => {
    expect(parseOptions(["--help"])).toEqual({ kind: "help" });
    for (const name of ["only", "random", "ask", "sync", "from", "jobs", "help"])
      expect(usage).toContain(`--${name} `);
  });

  it("that are wrong are named in one sentence", () => {
    const message = (...argv: string[]) => {
      const parsed = parseOptions(argv);
      return parsed.kind === "wrong" ? parsed.message : parsed.kind;
    };
    expect(message("--bogus")).toBe("Unknown option '--bogus'");
    expect(message("--jobs", "0")).toBe("--jobs 0: not a number from 1 on");
    expect(message("--random", "-1")).not.toContain("\n");
    expect(message("--only", "(")).toMatch(/^Invalid regular expression/);
    expect(message("--random", "0", "--only", "arm64")).toBe("run");
  });
});
