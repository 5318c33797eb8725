import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { askRef, chooseRef } from "../../src/ipa/source-ref.js";

let dir: string;
let url: string;
const git = (...words: string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...words], {
    cwd: dir,
    encoding: "utf8",
  }).trim();

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "source-ref-"));
  url = `file://${dir}`;
  git("init", "-q", "-b", "main");
  git("commit", "-q", "--allow-empty", "-m", "one");
  git("tag", "-a", "v1", "-m", "v1");
  git("branch", "stable");
  git("commit", "-q", "--allow-empty", "-m", "two");
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const ask = (ref: string, from = url) =>
  askRef({ url: from, ref, signal: new AbortController().signal, patience: 10_000 });

describe("what a repository says of a ref", () => {
  it("of a branch, a tag and the default branch: which commit it is at", async () => {
    expect(await ask("stable")).toEqual({ is: "found", kind: "branch", commit: git("rev-parse", "stable") });
    expect(await ask("v1")).toEqual({ is: "found", kind: "tag", commit: git("rev-parse", "v1^{commit}") });
    expect(await ask("")).toEqual({ is: "found", kind: "head", commit: git("rev-parse", "main") });
  });

  it("of one that it has not: that there is none", async () => {
    expect(await ask("nosuch")).toEqual({ is: "absent" });
    // Part of a name is no name.
    expect(await ask("stab")).toEqual({ is: "absent" });
  });

  it("nothing, where it cannot be reached: why", async () => {
    const answer = await ask("main", `file://${dir}-gone`);
    expect(answer).toMatchObject({ is: "offline", why: expect.stringContaining("does not") });
  });

  it("is not asked for what git must not see", async () => {
    expect(await ask("-bad")).toEqual({ is: "refused", why: "begins with `-`" });
    expect(await ask("main", "ext::sh -c x")).toMatchObject({ is: "refused" });
  });

  it("takes a whole commit as it is", async () => {
    const commit = "0123456789abcdef0123456789abcdef01234567";
    expect(await ask(commit, "file:///nowhere")).toEqual({ is: "found", kind: "commit", commit });
  });

  it("prefers a branch to a tag of the same name, as the checkout does", () => {
    const [a, b] = ["a".repeat(40), "b".repeat(40)];
    expect(chooseRef(`${a}\trefs/tags/x\n${b}\trefs/heads/x\n`, "x")).toMatchObject({
      kind: "branch",
      commit: b,
    });
  });
});
