import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sourceCommits } from "../../src/ipa/source-commits.js";

let dir = "";
let repository = "";
let output = "";
const { signal } = new AbortController();

function git(...words: string[]): string {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
  return execFileSync("git", [...identity, "-C", repository, ...words], { encoding: "utf8" }).trim();
}

function commit(text: string): string {
  writeFileSync(join(repository, "file"), text);
  git("add", "file");
  git("commit", "-q", "-m", text);
  return git("rev-parse", "HEAD");
}

function configure(url: string, ref: string): void {
  writeFileSync(join(output, ".config"), `OPENSTACK_IPA_GIT_URL="${url}"\nOPENSTACK_IPA_RELEASE="${ref}"\n`);
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "commits-"));
  repository = join(dir, "agent");
  output = join(dir, "output");
  mkdirSync(join(output, ".ipa-image"), { recursive: true });
  mkdirSync(repository);
  git("init", "-q", "-b", "master");
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("the commits of the sources", () => {
  it("are none when the configuration names no sources", async () => {
    writeFileSync(join(output, ".config"), "BR2_x86_64=y\n");
    expect((await sourceCommits({ output, signal })).commits.size).toBe(0);
  });

  it("follow a branch that moves", async () => {
    const first = commit("one");
    configure(repository, "master");
    const name = `commit of ${repository} master`;
    expect((await sourceCommits({ output, signal })).commits.get(name)).toBe(first);
    const second = commit("two");
    expect((await sourceCommits({ output, signal })).commits.get(name)).toBe(second);
  });

  it("are those below an annotated tag, and a branch of the same name comes first", async () => {
    const tagged = commit("one");
    git("tag", "-a", "-m", "t", "1.0");
    configure(repository, "1.0");
    const name = `commit of ${repository} 1.0`;
    expect((await sourceCommits({ output, signal })).commits.get(name)).toBe(tagged);
    const moved = commit("two");
    git("branch", "1.0");
    expect((await sourceCommits({ output, signal })).commits.get(name)).toBe(moved);
  });

  it("stay what they were when the repository cannot be asked, and a sentence says so", async () => {
    const known = commit("one");
    configure(repository, "master");
    await sourceCommits({ output, signal });
    rmSync(repository, { recursive: true });
    const { commits, notes } = await sourceCommits({ output, signal });
    expect([...commits.values()]).toEqual([known]);
    expect(notes).toEqual([expect.stringContaining(`still taken to be at ${known.slice(0, 12)}`)]);
  });

  it("ask nobody for a whole commit id", async () => {
    const id = "0123456789abcdef0123456789abcdef01234567";
    configure("/nowhere", id);
    const { commits, notes } = await sourceCommits({ output, signal });
    expect([...commits.values()]).toEqual([id]);
    expect(notes).toEqual([]);
  });

  it("take a ref for data", async () => {
    commit("one");
    configure(repository, "--upload-pack=touch pwned");
    expect([...(await sourceCommits({ output, signal })).commits.values()]).toEqual(["unknown"]);
    expect(existsSync("pwned")).toBe(false);
  });

  it("are not remembered when only a look was asked for", async () => {
    commit("one");
    configure(repository, "master");
    await sourceCommits({ output, signal, remember: false });
    expect(existsSync(join(output, ".ipa-image/commits.json"))).toBe(false);
  });
});
