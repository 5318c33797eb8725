/** The look at the agent's sources and wheels before a build: what is said, and when nothing is looked at. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { preflight } from "../../src/ipa/preflight.js";
import { Build, put } from "../external/tree.js";

let build: Build;
let lines: string[];
beforeEach(() => {
  build = new Build();
  lines = [];
  configure("OPENSTACK_IPA=y\n");
  script(0, "good");
});
afterEach(() => build.remove());

const configure = (text: string) => put(join(build.root, "output/.config"), text);

/** A wheels-tool.sh that counts its runs, says a sentence and ends as told. */
function script(exitCode: number, sentence: string): void {
  put(
    join(build.tree, "board/openstack/ipa/wheels-tool.sh"),
    `#!/bin/sh\necho "$1 offline=$IPA_OFFLINE" >> '${build.root}/runs'\necho 'ipa: ${sentence}' >&2\nexit ${exitCode}\n`,
    0o755,
  );
}

const look = (offline = false) =>
  preflight({
    place: {
      repo: build.tree,
      buildroot: build.root,
      output: join(build.root, "output"),
      downloads: build.downloads,
    },
    signal: new AbortController().signal,
    onLine: (line) => lines.push(line),
    ...(offline ? { offline } : {}),
  });
const runs = () =>
  existsSync(join(build.root, "runs")) ? readFileSync(join(build.root, "runs"), "utf8") : "";

describe("before a build", () => {
  it("the wheels are tried once, and again when the configuration, the lock or the scripts change", async () => {
    await look();
    await look();
    expect(runs()).toBe("preflight offline=\n");
    put(join(build.tree, "wheels.lock"), "{}");
    await look();
    expect(runs().split("\n")).toHaveLength(3);
    configure('OPENSTACK_IPA=y\nOPENSTACK_IPA_RELEASE="other"\n');
    await look();
    expect(runs().split("\n")).toHaveLength(4);
  });

  it("a folder that is worked on is looked at each time", async () => {
    configure('OPENSTACK_IPA=y\nOPENSTACK_IPA_SOURCE_DIR="/agent"\n');
    await look();
    await look();
    expect(runs().split("\n")).toHaveLength(3);
  });

  it("what a build could not do either ends it, with the script's own sentence, each time", async () => {
    script(1, "here: this is wrong: do that");
    for (let turn = 0; turn < 2; turn++)
      await expect(look()).rejects.toMatchObject({
        message: "preflight: here: this is wrong: do that",
        exitCode: 8,
      });
  });

  it("a server that cannot be asked ends it too, for the build would ask it later", async () => {
    script(6, "pip: cannot get it: check the network");
    await expect(look()).rejects.toMatchObject({
      message: "preflight: pip: cannot get it: check the network",
      exitCode: 6,
    });
  });

  it("without a pip, which Buildroot makes later, a sentence is all", async () => {
    script(3, "no Python with pip");
    await look();
    expect(lines.at(-1)).toBe("preflight: skipped: no Python with pip");
  });

  it("nothing is looked at offline, without an agent, or in an external tree without the script", async () => {
    await look(true);
    expect(lines).toEqual([expect.stringMatching(/^preflight: offline: .* not looked at/)]);
    configure("# OPENSTACK_IPA is not set\n");
    await look();
    configure("OPENSTACK_IPA=y\n");
    rmSync(join(build.tree, "board"), { recursive: true });
    await look();
    expect(runs()).toBe("");
  });
});
