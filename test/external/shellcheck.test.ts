import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { available, repository } from "./tree.js";

const board = join(repository, "board/openstack/ipa");
const scripts = readdirSync(board).filter((name) => name.endsWith(".sh"));
const entryPoints = scripts.filter((name) => name.startsWith("post-"));

describe("board scripts", () => {
  it("are the three that Buildroot calls", () => {
    expect(entryPoints.sort()).toEqual(["post-build.sh", "post-fakeroot.sh", "post-image.sh"]);
  });

  it.each(entryPoints)("%s is executable, plain bash, and stops at the first error", (name) => {
    const text = readFileSync(join(board, name), "utf8");
    expect(text).toMatch(/^#!\/usr\/bin\/env bash\n/);
    expect(text).toMatch(/^set -euo pipefail$/m);
    expect(statSync(join(board, name)).mode & 0o111).toBe(0o111);
  });

  it.each(scripts)("%s never runs what it reads", (name) => {
    expect(readFileSync(join(board, name), "utf8")).not.toMatch(/\beval\b|\b(source|\.) "?\$BR2_CONFIG/);
  });

  it.skipIf(!available("shellcheck", "--version"))(
    "inside the image have nothing shellcheck minds",
    async () => {
      const inside = [
        "init",
        "usr/bin/ldconfig",
        ...["boot-login", "config-drive", "rescue"].map((name) => `usr/lib/ipa/${name}`),
      ];
      const paths = inside.map((name) => join(board, "overlay", name));
      for (const path of paths) expect(statSync(path).mode & 0o111, path).toBe(0o111);
      const read = join(board, "overlay/usr/lib/ipa/hash.sh");
      expect((await execa("shellcheck", ["-s", "sh", read, ...paths], { reject: false })).stdout).toBe("");
    },
  );

  it.skipIf(!available("shellcheck", "--version"))("have nothing shellcheck minds", async () => {
    const { stdout } = await execa("shellcheck", ["-x", ...scripts], { cwd: board, reject: false });
    expect(stdout).toBe("");
  });
});
