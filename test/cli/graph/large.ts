/** A build like one of an image with many packages, made up from a seed: layers, times, steps, a failure if asked. */
import type { ImageEvent } from "../../../src/buildroot/incremental/events.js";
import type { Change, Records, TaskRecord } from "../../../src/scheduler/index.js";
import { digestOf, taskId } from "../../../src/scheduler/index.js";
import { Story } from "../progress/story.js";

export interface MadeUp {
  readonly events: readonly ImageEvent[];
  readonly records: Records;
}

/** `count` packages in layers of ten, each after two of the layer before; every third had nothing to do. */
export function madeUpBuild(count: number, output: string): MadeUp {
  let seed = 1;
  const draw = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const names = Array.from({ length: count }, (_, index) => `package-${index}`);
  const direct = names.map((_, index) => {
    const layer = Math.floor(index / 10) * 10;
    return layer === 0 ? [] : [...new Set([layer - 10 + draw(10), layer - 10 + draw(10)])];
  });
  const all = new Map<number, ReadonlySet<number>>();
  for (const [index, needs] of direct.entries())
    all.set(index, new Set([...needs, ...needs.flatMap((need) => [...(all.get(need) ?? [])])]));
  const story = new Story().begin(output);
  const ran = names.filter((_, index) => index % 3 !== 0);
  story.plan(
    Object.fromEntries([...ran, "image"].map((name) => [name, { seconds: 5 }])),
    4,
    count - ran.length,
  );
  for (const [index, name] of names.entries()) {
    if (index % 3 === 0) story.fresh(name);
  }
  const running: string[] = [];
  for (const [index, name] of names.entries()) {
    if (index % 3 === 0) continue;
    if (running.length === 4) story.pass(1 + draw(20)).finish(running.splice(draw(4), 1)[0] ?? "");
    const change: Change =
      index % 2 === 0
        ? {
            kind: "inputs",
            differences: [{ name: `PACKAGE_${index}_VERSION`, before: "1.0", after: "1.1" }],
            results: [],
          }
        : { kind: "results", tasks: [taskId(`package-${index - 1}`)] };
    story.start(name, change, 5).step(name, "Extracting").pass(draw(3)).step(name, "Building");
    running.push(name);
  }
  for (const name of running) story.pass(2).finish(name);
  story.start("image", { kind: "first" }).pass(4).finish("image").end();
  const record = (name: string, after: readonly string[]): TaskRecord => ({
    id: taskId(name),
    state: "done",
    inputs: digestOf(name),
    after: new Map(after.map((need) => [taskId(need), digestOf(need)])),
    result: digestOf(name),
    seconds: 5,
    time: story.now,
  });
  const records = new Map(
    names.map((name, index) => [
      taskId(name),
      record(
        name,
        [...(all.get(index) ?? [])].map((need) => names[need] ?? ""),
      ),
    ]),
  );
  records.set(taskId("image"), record("image", names));
  return { events: story.events, records };
}
