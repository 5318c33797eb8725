import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Build, Upstream } from "./tree.js";

let build: Build;
beforeEach(() => {
  build = new Build();
});
afterEach(() => build.remove());

/** Calls shell functions of the board's files with arguments that no shell parses. */
function call(program: string, ...args: string[]) {
  const board = join(build.tree, "board/openstack/ipa");
  const script = `set -euo pipefail; . "$0/common.sh"; . "$0/source.sh"; ${program}`;
  return execa("bash", ["-c", script, board, ...args], {
    reject: false,
    cwd: build.root,
    env: { BR2_CONFIG: build.config },
  });
}

const fetchSource = (url: string, ref: string) =>
  call(
    'fetch_source OPENSTACK_IPA "$1" "$2" "$3" >&2; printf %s "$SOURCE_COMMIT"',
    url,
    ref,
    build.downloads,
  );

describe("reading .config", () => {
  it.each([
    ["plain", "https://example.org/agent"],
    ["double quotes", 'a "quoted" word'],
    ["backslashes", "C:\\dir\\ and \\\\two\\"],
    ["a command substitution", '$(touch "pwned")`touch pwned`'],
    ["variables, globs and a semicolon", "$HOME $BR2_CONFIG * ; touch pwned"],
    ["blanks at both ends", "  two  words  "],
    ["a leading dash", "-n"],
    ["nothing", ""],
  ])("gives back a string with %s as it was typed", async (_, value) => {
    build.configure({ OPENSTACK_IPA_RELEASE_OLD: "other", OPENSTACK_IPA_RELEASE: value });
    const { stdout } = await call("config_string OPENSTACK_IPA_RELEASE; printf '|'");
    expect(stdout).toBe(`${value}|`);
    expect(existsSync(join(build.root, "pwned"))).toBe(false);
  });

  it("knows an absent symbol from one whose name goes on", async () => {
    build.configure({ OPENSTACK_IPA_GIT_URL: "x", OPENSTACK_IPA: false });
    expect(
      (await call("config_string OPENSTACK_IPA_GIT; config_enabled OPENSTACK_IPA || printf off")).stdout,
    ).toBe("off");
  });
});

describe("what is refused before Git sees it", () => {
  it.each([
    ["--upload-pack=touch pwned", "master", /OPENSTACK_IPA_GIT_URL: .* begins with '-'/],
    ["", "master", /OPENSTACK_IPA_GIT_URL: empty/],
    ["relative/path", "master", /neither a URL nor an absolute path/],
    ["https://example.org/\na", "master", /control character/],
    ["https://example.org/a", "--output=pwned", /OPENSTACK_IPA_RELEASE: '--output=pwned' begins with '-'/],
    ["https://example.org/a", "two words", /OPENSTACK_IPA_RELEASE: .*not a name Git allows/],
    ["https://example.org/a", "a..b", /not a name Git allows/],
    ["https://example.org/a", "a:refs/heads/b", /not a name Git allows/],
  ])("%j at %j", async (url, ref, message) => {
    const { exitCode, stderr } = await fetchSource(url, ref);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(existsSync(join(build.root, "pwned"))).toBe(false);
  });

  it("a transport that would run a command", async () => {
    const { exitCode } = await fetchSource("ext::sh -c touch% pwned", "master");
    expect(exitCode).toBe(1);
    expect(existsSync(join(build.root, "pwned"))).toBe(false);
  });
});

describe("fetching", () => {
  it("takes a branch, a tag, a commit, a full ref name and the default, by path and by file://", async () => {
    const upstream = new Upstream(join(build.root, "up $(touch pwned) 'stream'"));
    const first = upstream.commit({ file: "1" });
    upstream.git("tag", "--annotate", "--message=one", "1.0");
    upstream.git("branch", "stable/2026.1");
    const second = upstream.commit({ file: "2" });
    upstream.git("update-ref", "refs/changes/34/1234/1", upstream.commit({ file: "3" }));
    const third = upstream.git("rev-parse", "HEAD");
    upstream.git("reset", "--quiet", "--hard", second);

    for (const [ref, commit] of [
      ["master", second],
      ["stable/2026.1", first],
      ["1.0", first],
      [first, first],
      ["refs/changes/34/1234/1", third],
      ["", second],
    ] as const) {
      expect((await fetchSource(upstream.path, ref)).stdout, ref).toBe(commit);
    }
    expect((await fetchSource(`file://${upstream.path}`, "master")).stdout).toBe(second);
    expect(existsSync(join(build.root, "pwned"))).toBe(false);
  });

  it("follows a branch, even when it was rewritten", async () => {
    const upstream = new Upstream(join(build.root, "upstream"));
    upstream.commit({ file: "1" });
    await fetchSource(upstream.path, "master");
    upstream.git("commit", "--quiet", "--amend", "--message=rewritten");
    expect((await fetchSource(upstream.path, "master")).stdout).toBe(upstream.git("rev-parse", "HEAD"));
  });

  it("prefers the branch where a tag has the same name, as git clone --branch does", async () => {
    const upstream = new Upstream(join(build.root, "upstream"));
    upstream.commit({ file: "1" });
    upstream.git("tag", "both");
    const second = upstream.commit({ file: "2" });
    upstream.git("branch", "both");
    expect((await fetchSource(upstream.path, "both")).stdout).toBe(second);
  });

  it("goes on from the cache with a tag or a commit when upstream is gone, and never with a branch", async () => {
    const upstream = new Upstream(join(build.root, "upstream"));
    const commit = upstream.commit({ file: "1" });
    upstream.git("tag", "1.0");
    await fetchSource(upstream.path, "master");
    rmSync(upstream.path, { recursive: true });
    expect((await fetchSource(upstream.path, commit)).stdout).toBe(commit);
    expect((await fetchSource(upstream.path, "1.0")).stdout).toBe(commit);
    const branch = await fetchSource(upstream.path, "master");
    expect(branch.exitCode).toBe(1);
    expect(branch.stderr).toMatch(/OPENSTACK_IPA_GIT_URL: cannot fetch .*check the address and the network/);
  });

  it("says which name is unknown", async () => {
    const upstream = new Upstream(join(build.root, "upstream"));
    upstream.commit({ file: "1" });
    const { exitCode, stderr } = await fetchSource(upstream.path, "stable/1999.1");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /OPENSTACK_IPA_RELEASE: .* has no branch, tag or commit 'stable\/1999\.1': check the name/,
    );
  });

  it("says when there is no repository at all", async () => {
    mkdirSync(join(build.root, "empty"));
    const { exitCode, stderr } = await fetchSource(join(build.root, "empty"), "master");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/OPENSTACK_IPA_GIT_URL: cannot fetch/);
  });
});
