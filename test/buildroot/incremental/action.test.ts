import { describe, expect, it } from "vitest";
import { actionFor } from "../../../src/buildroot/incremental/action.js";
import type { PackageFacts } from "../../../src/buildroot/incremental/facts.js";
import { type Change, taskId } from "../../../src/scheduler/index.js";

function facts(name: string): PackageFacts {
  return {
    name,
    kind: "target",
    version: "1",
    isVirtual: false,
    packageDir: name,
    stampDir: `build/${name}-1`,
    patches: [],
    hashFiles: [],
    downloads: [],
    dlDir: name,
    installsImages: false,
    dependencies: [],
    variables: new Map([
      ["LINUX_KCONFIG_FILE", "/me/base.config"],
      ["LINUX_KCONFIG_FRAGMENT_FILES", "/me/a.config /me/b.config"],
    ]),
  };
}

function inputs(...names: string[]): Change {
  return {
    kind: "inputs",
    differences: names.map((name) => ({ name, before: "x", after: "y" })),
    results: [],
  };
}

describe("the least that is right", () => {
  it("is to configure the kernel in place when only its configuration files changed", () =>
    expect(actionFor(facts("linux"), inputs("file /me/a.config"))).toEqual({ kind: "reconfigure" }));

  it("is so too when the list of fragments changed", () =>
    expect(actionFor(facts("linux"), inputs("LINUX_KCONFIG_FRAGMENT_FILES", "file /me/old.config"))).toEqual({
      kind: "reconfigure",
    }));

  it("is to begin with the sources when anything else changed beside them", () =>
    expect(actionFor(facts("linux"), inputs("file /me/a.config", "LINUX_CFLAGS")).kind).toBe("from-source"));

  it("is to begin with the sources when a dependency came out different as well", () => {
    const change: Change = { ...inputs("file /me/a.config"), results: [taskId("host-kmod")] } as Change;
    expect(actionFor(facts("linux"), change).kind).toBe("from-source");
  });

  it("is to begin with the sources for any other package", () =>
    expect(actionFor(facts("busybox"), inputs("file /me/a.config")).kind).toBe("from-source"));

  it("takes the folder of the version before away", () =>
    expect(
      actionFor(facts("busybox"), {
        kind: "inputs",
        differences: [{ name: "build folder", before: "build/busybox-0", after: "build/busybox-1" }],
        results: [],
      }),
    ).toEqual({ kind: "from-source", alsoRemove: "build/busybox-0" }));

  it("takes up what was interrupted in order, and nothing that was killed", () => {
    expect(actionFor(facts("busybox"), { kind: "interrupted", sameInputs: true }).kind).toBe("go-on");
    expect(actionFor(facts("busybox"), { kind: "interrupted", sameInputs: false }).kind).toBe("from-source");
    expect(actionFor(facts("busybox"), { kind: "killed" }).kind).toBe("from-source");
  });
});
