import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, describe, expect, it, vi } from "vitest";
import { buildrootVersion, sourceDate, versionVariables } from "../../src/buildroot/version.js";
import { temporaryFolder } from "../cli/rig.js";

/** A tree with a Makefile and a script like Buildroot's, which asks git about the current folder. */
function tree(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "Makefile"), "export BR2_VERSION := 2026.02.9\n");
  mkdirSync(join(folder, "support/scripts"), { recursive: true });
  const script = join(folder, "support/scripts/setlocalversion");
  writeFileSync(script, "#!/bin/sh\ngit describe 2>/dev/null\n");
  chmodSync(script, 0o755);
  return folder;
}

async function commit(folder: string, seconds: number, tag: string): Promise<void> {
  const who = ["-c", "user.name=A", "-c", "user.email=a@b.c"];
  const env = { GIT_AUTHOR_DATE: `@${seconds} +0000` };
  await execa("git", ["init", "-q"], { cwd: folder });
  await execa("git", [...who, "commit", "-q", "--allow-empty", "-m", "one"], { cwd: folder, env });
  await execa("git", [...who, "tag", "-a", "-m", tag, tag], { cwd: folder });
}

describe("which Buildroot it is", () => {
  it("is what git says in the tree itself", async () => {
    const folder = tree();
    await commit(folder, 1_700_000_000, "2026.02.9-mine");
    const version = await buildrootVersion(folder);
    expect(version).toEqual({ plain: "2026.02.9", full: "2026.02.9-mine", epoch: "1700000000" });
    expect(versionVariables(version)).toEqual({
      BR2_VERSION_FULL: "2026.02.9-mine",
      BR2_VERSION_GIT_EPOCH: "1700000000",
    });
  });

  it("is what the Makefile says where git knows nothing, and no commit around a view counts", async () => {
    const version = await buildrootVersion(tree());
    expect(version).toEqual({ plain: "2026.02.9", full: "2026.02.9", epoch: "" });
    expect(versionVariables(version).BR2_VERSION_GIT_EPOCH).toBe("");
  });
});

describe("the date of what is built", () => {
  afterEach(() => vi.unstubAllEnvs());
  const variables = { BR2_VERSION_GIT_EPOCH: "17" };

  it("decides something only where builds are to repeat", () => {
    expect(sourceDate(new Map(), variables)).toBeNull();
    expect(sourceDate(new Map([["BR2_REPRODUCIBLE", "y"]]), variables)).toBe("17");
  });

  it("is the caller's, if there is one", () => {
    vi.stubEnv("SOURCE_DATE_EPOCH", "99");
    expect(sourceDate(new Map([["BR2_REPRODUCIBLE", "y"]]), variables)).toBe("99");
  });
});
