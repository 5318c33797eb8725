import { describe, expect, it } from "vitest";
import { ReadyQueue } from "../../src/scheduler/ready-queue.js";
import { Random } from "../support/random.js";

describe("the tasks that may start", () => {
  it("come out by urgency, then by place", () => {
    const random = new Random(1);
    const queue = new ReadyQueue(() => 1000);
    const entries = Array.from({ length: 500 }, (_, place) => ({ place, urgency: random.below(50) }));
    for (const { place, urgency } of entries.toSorted(() => random.below(3) - 1))
      queue.add("", place, urgency);
    const taken: unknown[] = [];
    for (let next = queue.peek(); next; next = queue.peek()) {
      taken.push(next);
      queue.take("");
    }
    expect(taken).toEqual(entries.toSorted((a, b) => b.urgency - a.urgency || a.place - b.place));
  });

  it("wait while their pool is full, and let others pass", () => {
    const queue = new ReadyQueue((pool) => (pool === "link" ? 1 : 100));
    queue.add("link", 0, 9);
    queue.add("link", 1, 8);
    queue.add("", 2, 1);
    queue.take("link");
    expect(queue.peek()?.place).toBe(2);
    queue.release("link");
    expect(queue.peek()?.place).toBe(1);
  });
});
