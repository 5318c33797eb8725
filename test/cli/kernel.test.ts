import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { put } from "../external/tree.js";
import { repository, run, temporaryFolder } from "./rig.js";
import { smallKernelImage } from "./small-kernel.js";

const addDriver = (output: string, ...words: string[]) => run(["kernel", "add-driver", ...words], output);

describe("ipa-image kernel add-driver", () => {
  it("explains itself, and refuses what names no device", async () => {
    const output = temporaryFolder();
    expect((await addDriver(output, "--help")).stdout).toContain("lspci -nn");
    for (const [words, said] of [
      [["zz"], /^zz: not a PCI id: give vendor and device/],
      [[], /no device given: name ids, or --lspci FILE/],
      [
        ["--lspci", put(join(output, "list"), "nothing\n")],
        /list: names no PCI device: give what `lspci -nn` prints/,
      ],
      [["8086:1592"], /no sources of a kernel there: build it once, or name a tree with --kernel DIR/],
      [["8086:1592", "--kernel", output], /not .* Linux kernel|no .*Kconfig/i],
    ] as const) {
      const { exitCode, stderr } = await addDriver(output, ...words);
      expect(stderr).toMatch(said);
      expect(exitCode).toBe(2);
    }
  });

  it("says in a sentence that make does not know the architecture", async () => {
    const output = temporaryFolder();
    const { kernel } = smallKernelImage(output, "");
    put(join(kernel, "Makefile"), "$(error no architecture $(ARCH))\n");
    const file = join(repository, "dist/bin/ipa-image.cjs");
    const words = ["kernel", "add-driver", "8086:1592", "--kernel", kernel, "--arch", "foo", "-o", output];
    const { exitCode, stderr } = await execa(process.execPath, [file, ...words], { reject: false });
    expect(stderr).toMatch(
      /Makefile: make could not read it: [\s\S]*no architecture foo[\s\S]*look whether ARCH/,
    );
    expect(stderr).not.toContain("    at ");
    expect(exitCode).toBe(3);
  });
});
