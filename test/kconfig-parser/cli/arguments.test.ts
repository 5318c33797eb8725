import { describe, expect, it } from "vitest";
import { parseArguments } from "../../../src/kconfig-parser/src/cli/arguments.js";

const run = {
  kind: "run",
  dialect: null,
  silent: false,
  noShell: false,
  mistakes: [],
  kconfigFile: "Kconfig",
};

describe("the command line of kconf", () => {
  it.each([
    [["Kconfig"], "oldaskconfig", null],
    [["--oldnoconfig", "Kconfig"], "olddefconfig", null],
    [["--silentoldconfig", "Kconfig"], "syncconfig", null],
    [["--rand", "Kconfig"], "randconfig", null],
    [["--defconfig=f", "Kconfig"], "defconfig", "f"],
    [["--defconfig", "f", "Kconfig"], "defconfig", "f"],
    [["--defconfig", "Kconfig"], "defconfig", null],
    [["--savedefconfig", "f", "Kconfig"], "savedefconfig", "f"],
    [["Kconfig", "--listnewconfig", "--oldconfig"], "oldconfig", null],
  ])("%j", (argv, name, file) => {
    expect(parseArguments(argv)).toEqual({ ...run, mode: { name, file } });
  });

  it("takes options of its own beside C's", () => {
    expect(parseArguments(["-s", "--no-shell", "--dialect", "linux-6.1", "--oldconfig", "Kconfig"])).toEqual({
      ...run,
      mode: { name: "oldconfig", file: null },
      silent: true,
      noShell: true,
      dialect: "linux-6.1",
    });
  });

  it.each([
    [["--old", "Kconfig"], "is ambiguous; possibilities: '--oldaskconfig' '--oldconfig'"],
    [["--olddefconfig=3", "Kconfig"], "option '--olddefconfig' doesn't allow an argument"],
    [["--frob", "Kconfig"], "unrecognized option '--frob'"],
    [["-q", "Kconfig"], "invalid option -- 'q'"],
  ])("%j is a mistake, and the rest is read", (argv, message) => {
    expect(parseArguments(["--oldconfig", ...argv])).toEqual({
      ...run,
      mode: { name: "oldconfig", file: null },
      mistakes: [expect.stringContaining(message)],
    });
  });

  it.each([
    [["--savedefconfig"], "option '--savedefconfig' requires an argument"],
    [["--olddefconfig"], "Kconfig file missing"],
    [["--frob"], "Kconfig file missing"],
  ])("%j is wrong", (argv, message) => {
    expect(parseArguments(argv)).toEqual({ kind: "wrong", message: expect.stringContaining(message) });
  });
});
