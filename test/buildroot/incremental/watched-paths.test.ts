import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { watchedPaths } from "../../../src/buildroot/incremental/watched-paths.js";
import { digestOf, type Fingerprint, type Task, taskId } from "../../../src/scheduler/index.js";

function task(name: string, inputs: Task["inputs"]): Task {
  return {
    id: taskId(name),
    after: [],
    inputs,
    outputs: [],
    work: { kind: "alone", run: async () => digestOf("") },
  };
}

function named(...names: string[]): Fingerprint {
  return new Map(names.map((name) => [name, "x"]));
}

const tree = {
  buildroot: "/br",
  makeTree: "/out/.ipa-image/tree",
  output: "/out",
  downloads: "/dl",
  externals: ["/ext"],
  variables: {},
  env: {},
};

function watched(tasks: readonly Task[], configText = "", patchFolders: readonly string[] = []) {
  return watchedPaths({ tree, tasks, patchFolders }, configText);
}

describe("what a person works on", () => {
  it("is the configuration, the external trees, and what the fingerprints name outside of Buildroot and the output", async () => {
    const paths = await watched(
      [
        task("linux", named("LINUX_VERSION", "file /home/me/fragment", "file linux/linux.mk", "file /out/x")),
        task("image", async () => named("tree /home/me/overlay", "file /br/fs/cpio/init")),
      ],
      "",
      ["/home/me/patches"],
    );
    expect(paths.filter((path) => !path.startsWith("/ext/"))).toEqual([
      "/home/me/fragment",
      "/home/me/overlay",
      "/home/me/patches",
      "/out/.config",
    ]);
    expect(paths).toContain("/ext/package");
    expect(paths).toContain("/ext/overlay");
  });

  it("is named once: a folder is watched with all that is in it", async () => {
    const paths = await watched([
      task("a", named("tree /home/me/src", "file /home/me/src/a.c", "file /home/me/src.txt")),
    ]);
    expect(paths.filter((path) => path.startsWith("/home"))).toEqual(["/home/me/src", "/home/me/src.txt"]);
  });

  it("is what is known of the others when the inputs of a task cannot be read", async () => {
    const broken = task("b", () => {
      throw new Error("no such file");
    });
    expect(await watched([broken, task("a", named("file /home/me/a"))])).toContain("/home/me/a");
  });

  it("is a repository on this machine where a commit shows, and no other one", async () => {
    const folder = mkdtempSync(join(tmpdir(), "watched-"));
    try {
      mkdirSync(join(folder, ".git"));
      const config = `OPENSTACK_IPA_GIT_URL="file://${folder}"\nOPENSTACK_REQUIREMENTS_GIT_URL="https://example.org/x"\n`;
      const paths = (await watched([], config)).filter((path) => !path.startsWith("/ext/"));
      expect(paths.sort()).toEqual(
        ["/out/.config", ...["HEAD", "packed-refs", "refs"].map((name) => join(folder, ".git", name))].sort(),
      );
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
