import { describe, expect, it } from "vitest";
import { rootsOf } from "../../../src/buildroot/incremental/config-values.js";
import { namedPaths, pathsNamedIn } from "../../../src/buildroot/incremental/named-paths.js";

const tree = { buildroot: "/b", output: "/out", externals: ["/e"] };

function named(values: Record<string, string>) {
  const map = new Map(Object.entries(values));
  return namedPaths(map, rootsOf(map, tree.buildroot, tree.output), tree);
}

describe("files that the configuration names and a package reads", () => {
  it("are found in the package's variables, as whole words", () => {
    const paths = named({ BR2_A: "/files/tune.txt", BR2_B: "/files/tune" });
    expect(pathsNamedIn(["install -m 644 /files/tune.txt /target"], paths)).toEqual(["/files/tune.txt"]);
    expect(pathsNamedIn(["cp '/files/tune' .", "cp /more/files/tune.txt ."], paths)).toEqual(["/files/tune"]);
  });

  it("may be given below the tree, or through a variable", () => {
    const paths = named({ BR2_A: "package/bell/tune.txt", BR2_B: "$(TOPDIR)/x/y" });
    expect(pathsNamedIn(["cp package/bell/tune.txt /b/x/y ."], paths)).toEqual([
      "/b/package/bell/tune.txt",
      "/b/x/y",
    ]);
  });

  it("may lie below a folder that is named; a toolchain counts as a whole", () => {
    const paths = named({ BR2_A: "/toolchain" });
    const variables = ["cp /toolchain/bin/cc /toolchain-other/ld /my/toolchain/as ."];
    expect(pathsNamedIn(variables, paths)).toEqual(["/toolchain/bin/cc"]);
    expect(pathsNamedIn(variables, paths, { whole: true })).toEqual(["/toolchain"]);
  });

  it("are neither whole trees nor what the build makes", () => {
    expect(named({ BR2_A: "/b /e /out /out/host / " }).map((item) => item.path)).toEqual([]);
  });
});
