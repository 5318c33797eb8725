import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { run, temporaryFolder } from "./rig.js";

/** An output folder with something in each of its folders. */
function fabricated(): string {
  const output = temporaryFolder();
  for (const name of ["build", "host", "images", "target", "log", ".ipa-image"]) {
    mkdirSync(join(output, name));
    writeFileSync(join(output, name, "journal"), "x");
  }
  for (const name of [".config", ".br2-external.mk"]) writeFileSync(join(output, name), "");
  return output;
}

const left = (output: string) => readdirSync(output).sort().join(" ");

describe("ipa-image clean", () => {
  it.each(["clean --images", "clean-images"])("%s removes the images only", async (words) => {
    const output = fabricated();
    expect((await run(words.split(" "), output)).exitCode).toBe(0);
    expect(left(output)).toBe(".br2-external.mk .config .ipa-image build host log target");
  });

  it.each(["clean", "clean --build"])(
    "%s removes all that was built, and the records of it; configuration and logs stay",
    async (words) => {
      const output = fabricated();
      expect((await run(words.split(" "), output)).exitCode).toBe(0);
      expect(left(output)).toBe(".br2-external.mk .config .ipa-image log");
      expect(existsSync(join(output, ".ipa-image/journal"))).toBe(false);
    },
  );

  it.each(["clean --dist", "distclean"])("%s removes the output folder", async (words) => {
    const output = fabricated();
    expect((await run(words.split(" "), output)).exitCode).toBe(0);
    expect(existsSync(output)).toBe(false);
  });

  it("refuses two at once, and a folder that is no output folder", async () => {
    const output = fabricated();
    expect((await run(["clean", "--images", "--dist"], output)).exitCode).toBe(2);
    const other = temporaryFolder();
    writeFileSync(join(other, "thesis.tex"), "");
    const refused = await run(["clean", "--dist"], other);
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/does not look like an output folder/);
    expect(left(other)).toBe("thesis.tex");
    expect(left(output)).toContain("images");
  });
});
