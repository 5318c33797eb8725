import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fetchBuildroot } from "../../src/buildroot/submodule.js";
import { miniBuildroot } from "../cli/rig.js";

let dir = "";
const who = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "protocol.file.allow=always"];
const git = (cwd: string, ...args: string[]) =>
  execFileSync("git", ["-C", cwd, ...who, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "ipa-submodule-"));
  const upstream = join(dir, "upstream");
  cpSync(miniBuildroot, upstream, { recursive: true });
  git(dir, "init", "-q", "upstream");
  git(upstream, "add", ".");
  git(upstream, "commit", "-qm", "mini");
  git(dir, "init", "-q", "repo");
  git(join(dir, "repo"), "submodule", "--quiet", "add", upstream, "buildroot");
  git(join(dir, "repo"), "commit", "-qm", "pin");
  git(join(dir, "repo"), "submodule", "--quiet", "deinit", "-f", "buildroot");
  rmSync(join(dir, "repo/.git/modules"), { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("the Buildroot submodule", () => {
  const fetch = (more = {}) =>
    fetchBuildroot({
      repo: join(dir, "repo"),
      buildroot: join(dir, "repo/buildroot"),
      say: () => {},
      ...more,
    });

  it("is fetched at the pinned commit when it is not there", async () => {
    writeFileSync(join(dir, "gitconfig"), '[protocol "file"]\n\tallow = always\n');
    process.env.GIT_CONFIG_GLOBAL = join(dir, "gitconfig");
    try {
      await fetch();
    } finally {
      delete process.env.GIT_CONFIG_GLOBAL;
    }
    expect(existsSync(join(dir, "repo/buildroot/support/scripts/br2-external"))).toBe(true);
  });

  it("gives one sentence and exit code 4 when its host cannot be reached", async () => {
    rmSync(join(dir, "upstream"), { recursive: true });
    await expect(fetch()).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/no Buildroot tree, and git could not fetch it .*insteadOf/),
    });
  });

  it("is left alone when it is there, whatever its state", async () => {
    cpSync(join(dir, "upstream"), join(dir, "repo/buildroot"), { recursive: true });
    writeFileSync(join(dir, "repo/buildroot/mine"), "edited");
    await fetch();
    expect(existsSync(join(dir, "repo/buildroot/mine"))).toBe(true);
  });
});
