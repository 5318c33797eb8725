import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { applyDefconfig } from "../../../src/buildroot/configure.js";
import { evaluate } from "../../../src/buildroot/incremental/evaluation.js";
import type { Facts } from "../../../src/buildroot/incremental/facts.js";
import { FileDigests } from "../../../src/buildroot/incremental/file-digests.js";
import { splitVariables } from "../../../src/buildroot/incremental/variables.js";
import { DigestCache } from "../../../src/scheduler/index.js";

const repo = resolve(import.meta.dirname, "../../..");
const buildroot = join(repo, "buildroot");
const work = mkdtempSync(join(tmpdir(), "view-real-"));
afterAll(() => rmSync(work, { recursive: true, force: true }), 120_000);

/** What decides the packages, without the place of the tree in which make was called. */
function essence({ packages, filesystems }: Facts, trees: readonly string[]) {
  const surroundings = { path: process.env.PATH ?? "", trees };
  return {
    filesystems: Object.fromEntries(filesystems),
    packages: Object.fromEntries(
      [...packages].map(([name, item]) => {
        const { variables: _variables, ...rest } = item;
        const { build, image } = splitVariables(item, surroundings);
        return [name, { ...rest, build: Object.fromEntries(build), image: Object.fromEntries(image) }];
      }),
    ),
  };
}

// The submodule may be out of reach.
describe.skipIf(!existsSync(join(buildroot, "Makefile")))("a view of the real Buildroot tree", () => {
  it.each(["ipa_minimal_defconfig", "openstack_ipa_defconfig"])(
    "says of %s what the whole tree says: the same packages, the same inputs of each",
    { timeout: 600_000 },
    async (name) => {
      const output = join(work, name);
      await applyDefconfig({ repo, buildroot, output, name });
      const place = {
        buildroot,
        output,
        downloads: join(work, "dl"),
        externals: [repo],
        variables: {},
        env: {},
      };
      const options = {
        configText: readFileSync(join(output, ".config"), "latin1"),
        patchFolders: [],
        files: new FileDigests(new DigestCache(null)),
        signal: new AbortController().signal,
      };
      const view = await evaluate(place, options);
      expect(view.tree.makeTree).not.toBe(buildroot);
      const remembered = await evaluate(place, options);
      expect(remembered.reason).toBeNull();
      const whole = await evaluate(place, { ...options, wholeTree: true });
      const trees = [view.tree.makeTree, buildroot];
      expect(essence(view.facts, trees)).toEqual(essence(whole.facts, trees));
    },
  );
});
