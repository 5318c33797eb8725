import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PackageFacts } from "../../../src/buildroot/incremental/facts.js";
import { Steps } from "../../../src/buildroot/incremental/steps.js";
import { type BatchReport, digestOf, taskId } from "../../../src/scheduler/index.js";

let output = "";
let told: string[] = [];

beforeEach(() => {
  output = mkdtempSync(join(tmpdir(), "steps-"));
  told = [];
});
afterEach(() => rmSync(output, { recursive: true, force: true }));

const report: BatchReport = {
  signal: new AbortController().signal,
  env: {},
  touched: () => {},
  started: (id) => told.push(`started ${id}`),
  line: () => {},
  step: (id, step) => told.push(`${id}: ${step}`),
  finished: (id) => told.push(`finished ${id}`),
  failed: (id) => told.push(`failed ${id}`),
};

function facts(name: string): PackageFacts {
  return {
    name,
    kind: "target",
    version: "1",
    isVirtual: false,
    packageDir: `package/${name}`,
    stampDir: `build/${name}-1`,
    patches: [],
    hashFiles: [],
    downloads: [],
    dlDir: name,
    installsImages: false,
    dependencies: [],
    variables: new Map(),
  };
}

const follow = (...names: string[]) =>
  new Steps(
    names.map((name) => ({ id: taskId(name), facts: facts(name) })),
    output,
    report,
    () => digestOf(""),
    taskId("image"),
  );

function install(name: string): void {
  mkdirSync(join(output, "build", `${name}-1`), { recursive: true });
  writeFileSync(join(output, "build", `${name}-1`, ".stamp_installed"), "");
}

describe("make's lines", () => {
  it("tell when a package begins, and that it is done once its last stamp is there", () => {
    const steps = follow("app", "lib");
    steps.line("~~ipa-step start build lib");
    steps.line(">>> lib 1 Building");
    install("lib");
    steps.line("cc -c x.c ~~ipa-step start configure app");
    expect(told).toEqual(["started lib", "lib: Building", "started app", "finished lib"]);
  });

  it("tell of the images when all packages are done, the silent ones too", () => {
    const steps = follow("virtual");
    install("virtual");
    steps.line(">>>   Finalizing target directory");
    steps.line(">>>   Generating filesystem image rootfs.cpio");
    expect(told).toEqual([
      "finished virtual",
      "started image",
      "image: Finalizing target directory",
      "image: Generating filesystem image rootfs.cpio",
    ]);
  });

  it("name every package whose step failed", () => {
    const steps = follow("app", "lib");
    steps.line("make[1]: *** [package/pkg-generic.mk:283: /out/build/lib-1/.stamp_built] Error 2");
    steps.line("make: *** [package/pkg-generic.mk:179: /out/build/app-1/.stamp_downloaded] Error 1");
    expect([...steps.failed]).toEqual(["lib", "app"]);
  });
});
