import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptBuild } from "../../../src/cli/progress/readers.js";
import { DiskStore, digestOf, fingerprintDigest, taskId } from "../../../src/scheduler/index.js";
import { Story } from "../progress/story.js";
import { build, run, temporaryFolder } from "../rig.js";

/** What a build of two tasks leaves, made by hand; there is no Buildroot tree to look at the present with. */
function fabricated(): string {
  const output = temporaryFolder();
  const kept = keptBuild(output);
  const differences = [{ name: "ZLIB_VERSION", before: "1.2", after: "1.3" }];
  new Story(kept.take)
    .begin(output)
    .plan({ zlib: {}, image: { after: ["zlib"] } })
    .start("zlib", { kind: "inputs", differences, results: [] })
    .pass(12)
    .finish("zlib")
    .start("image", { kind: "results", tasks: [taskId("zlib")] })
    .pass(3)
    .finish("image")
    .end();
  kept.end();
  const store = new DiskStore({ folder: join(output, ".ipa-image") });
  for (const [name, after] of [
    ["zlib", []],
    ["image", ["zlib"]],
  ] as const) {
    const inputs = new Map([["NAME", name]]);
    store.write(
      {
        id: taskId(name),
        state: "done",
        inputs: fingerprintDigest(inputs),
        after: new Map(after.map((need) => [taskId(need), digestOf(need)])),
        result: digestOf(name),
        seconds: 12,
        time: Date.UTC(2026, 10, 21, 12),
      },
      inputs,
    );
  }
  store.close();
  mkdirSync(join(output, "images"));
  writeFileSync(join(output, "images/bzImage"), "kernel");
  mkdirSync(join(output, "build/zlib-1.3"), { recursive: true });
  mkdirSync(join(output, "target/usr/lib"), { recursive: true });
  writeFileSync(join(output, "target/usr/lib/libz.so"), "x".repeat(1000));
  writeFileSync(
    join(output, "build/zlib-1.3/.files-list.txt"),
    "zlib,./usr/lib/libz.so\nzlib,./usr/lib/gone\n",
  );
  return output;
}

const nowhere = { IPA_BUILDROOT: "/nowhere" };

describe("the commands after a build, without a Buildroot tree", () => {
  it("why: the cause, down to what was changed; the present is said not to be known", async () => {
    const { exitCode, stdout } = await run(["why", "image"], fabricated(), nowhere);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("  ran because\n    zlib came out different:\n      ZLIB_VERSION: 1.2 → 1.3\n");
    expect(stdout).toMatch(/^now: not known: \/nowhere: no Buildroot tree there/m);
  });

  it("why --json is one object", async () => {
    const { stdout } = await run(["why", "zlib", "--json"], fabricated(), nowhere);
    expect(JSON.parse(stdout)).toMatchObject({
      task: "zlib",
      last: { end: "done", seconds: 12, change: { kind: "inputs" } },
      now: { decision: null },
    });
  });

  it("why: a name that is none ends with 2 and says what may be meant", async () => {
    const { exitCode, stderr } = await run(["why", "zlob"], fabricated(), nowhere);
    expect(exitCode).toBe(2);
    expect(stderr).toBe("zlob: no task of that name: did you mean zlib?");
  });

  it("status: what is known; --exit-code ends with 1 where it is not sure that all is up to date", async () => {
    const output = fabricated();
    const told = await run(["status", "--all"], output, nowhere);
    expect(told.exitCode).toBe(0);
    expect(told.stdout).toMatch(
      /last build: .*, done after 0:15: 2 tasks done\nimages:\n {2}bzImage {2}6 bytes\n/,
    );
    expect(told.stdout).toMatch(/^zlib +not known +done +0:12/m);
    expect((await run(["status", "--exit-code"], output, nowhere)).exitCode).toBe(1);
  });

  it("graph: a page in OUTPUT/graphs, and the same for Graphviz and as data with sizes", async () => {
    const output = fabricated();
    const told = await run(["graph"], output, nowhere);
    expect(told.stdout).toBe(`graph: ${join(output, "graphs/build.html")} (open it in a browser)`);
    expect(readFileSync(join(output, "graphs/build.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect((await run(["graph", "--dot"], output, nowhere)).stdout).toContain('"zlib" -> "image"');
    const data = JSON.parse((await run(["graph", "--json"], output, nowhere)).stdout) as { nodes: object[] };
    expect(data.nodes[0]).toMatchObject({ id: "zlib", size: { target: 1000, host: 0 }, critical: true });
  });

  it("each says what to do where nothing was ever built", async () => {
    const output = temporaryFolder();
    const graph = await run(["graph"], output, nowhere);
    expect([graph.exitCode, graph.stderr]).toEqual([
      1,
      `${output}: no build is remembered there: run \`ipa-image build\` first`,
    ]);
    expect((await run(["status"], output, nowhere)).stdout).toContain("last build: none that is remembered");
    expect((await run(["why", "image"], output, nowhere)).stderr).toMatch(/no Buildroot tree there: run/);
  });
});

describe("the commands around a real build of the fixture", () => {
  it("say beforehand what then happens, and afterwards that all is up to date", async () => {
    const output = temporaryFolder();
    const external = ["--external", build[3]];
    await run(["config", "--profile", "minimal", ...external], output);
    const before = JSON.parse((await run([...build, "--dry-run", "--json"], output)).stdout) as {
      tasks: { id: string; decision: string }[];
    };
    const planned = before.tasks.filter(({ decision }) => decision === "run").map(({ id }) => id);
    const lines = (await run([...build, "--json"], output)).stdout.split("\n");
    const events = lines.map((line) => JSON.parse(line) as { type: string; id: string });
    const ran = events.filter(({ type }) => type === "task-started").map(({ id }) => id);
    expect(ran.sort()).toEqual(planned.sort());
    expect(ran).toContain("image");
    const after = await run(["status", "--exit-code", ...external], output);
    expect([after.exitCode, after.stdout]).toEqual([0, expect.stringContaining("now: up to date")]);
    expect((await run(["why", "image", ...external], output)).stdout).toMatch(
      /never done here[\s\S]*now: up to date$/,
    );
  });
});
