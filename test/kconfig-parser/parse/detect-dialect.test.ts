import { detectDialect } from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { memoryHost } from "../support.js";

const makefile = (version: number, patchLevel: number): string =>
  `# SPDX-License-Identifier: GPL-2.0\nVERSION = ${version}\nPATCHLEVEL = ${patchLevel}\nSUBLEVEL = 0\n`;

describe("detectDialect", () => {
  it.each([
    [4, 17, "linux-4.17"],
    [4, 18, "linux-6.1"],
    [6, 1, "linux-6.1"],
    [6, 8, "linux-6.1"],
    [6, 9, "linux-6.12"],
    [6, 17, "linux-6.12"],
    [6, 18, "linux-next"],
    [7, 2, "linux-next"],
    [2026, 1, "linux-6.1"],
  ])(
    "takes the version from the Makefile next to the file: %i.%i is read as %s",
    (version, level, dialect) => {
      const files = { "k/Kconfig": "", "k/Makefile": makefile(version, level) };
      expect(detectDialect(memoryHost(files), "k/Kconfig")).toBe(dialect);
    },
  );

  it("believes KERNELVERSION more than the Makefile", () => {
    const host = memoryHost({ Kconfig: "", Makefile: makefile(6, 12) }, { KERNELVERSION: "6.1.192" });
    expect(detectDialect(host, "Kconfig")).toBe("linux-6.1");
  });

  it("finds the Makefile below $srctree when the build is elsewhere", () => {
    const files = { "../Kconfig": "", Makefile: "include ../Makefile\n", "../Makefile": makefile(6, 1) };
    expect(detectDialect(memoryHost(files, { srctree: ".." }), "Kconfig")).toBe("linux-6.1");
  });

  it("knows Buildroot by its symbols and BusyBox by its first one", () => {
    expect(detectDialect(memoryHost({ "Config.in": "config BR2_HAVE_DOT_CONFIG\n" }), "Config.in")).toBe(
      "buildroot",
    );
    const busybox = {
      "Config.in": 'mainmenu "Configuration"\n\nconfig HAVE_DOT_CONFIG\n',
      Makefile: makefile(1, 37),
    };
    expect(detectDialect(memoryHost(busybox), "Config.in")).toBe("busybox");
  });

  it("takes a tree that tells nothing for one of Linux 6.12", () => {
    expect(detectDialect(memoryHost({ Kconfig: "" }), "Kconfig")).toBe("linux-6.12");
  });
});
