/**
 * A build in memory that lies in no way about its disk: work reads what is there, leaves garbage while it is at it, and
 * a kill stops it and the store at once. Beside it stands what a clean build would leave.
 */
import { strict as assert } from "node:assert";
import { digestOf, type Store, type Task, taskId } from "../../../src/scheduler/index.js";
import { MemoryStore } from "../../../src/scheduler/memory-store.js";
import type { Random } from "../../support/random.js";

export interface Node {
  /** Two inputs that differ only in the last bit have the same result. */
  input: number;
  readonly after: readonly string[];
  readonly orderOnly: readonly string[];
  readonly batch: boolean;
}

const garbage = "half made";

export class Model {
  readonly nodes = new Map<string, Node>();
  readonly disk = new Map<string, string>();
  readonly store = new MemoryStore();
  /** How each task was last made, while that is still so on the disk: made again from the same, it ran for nothing. */
  readonly #made = new Map<string, string>();
  readonly #dropped = new Map<string, Node>();
  readonly #working = new Set<string>();
  #killed = false;

  constructor(readonly random: Random) {}

  /** A kill: from here on nothing reaches the disk, until `reborn`. */
  kill(): void {
    this.#killed = true;
  }

  /** Before a run: what is not recorded as done has a reason to run, whatever it is made from. */
  reborn(): void {
    this.#killed = false;
    this.#working.clear();
    for (const { id, state } of this.store.records().values()) if (state !== "done") this.#made.delete(id);
  }

  /** The store as a process sees it that may be killed. */
  mortalStore(): Store {
    const alive = (act: () => void) => {
      if (!this.#killed) act();
    };
    return {
      records: () => this.store.records(),
      fingerprint: (digest) => this.store.fingerprint(digest),
      write: (record, fingerprint) => alive(() => this.store.write(record, fingerprint)),
      writeAll: (entries) => alive(() => this.store.writeAll(entries)),
      forget: (...ids) => alive(() => this.store.forget(...ids)),
    };
  }

  /** The tasks as a configuration of now has them; `work` says who does them. */
  tasks(work: (name: string, node: Node) => Task["work"]): readonly Task[] {
    const tasks = [...this.nodes].map(([name, node]): Task => {
      const { input } = node;
      return {
        id: taskId(name),
        after: node.after.map(taskId),
        orderOnly: node.orderOnly.map(taskId),
        inputs: new Map([["input", String(input)]]),
        outputs: [name],
        missing: () => (this.disk.has(name) ? null : `${name} is gone`),
        stillSame: () => (node.input === input ? null : "input"),
        work: work(name, node),
      };
    });
    return this.random.chance(50) ? tasks : tasks.reverse();
  }

  /** Work begins: what was there is no longer of use. Everything before it must be there, and nobody at work on it. */
  begin(name: string): void {
    const node = this.nodes.get(name);
    assert(node, `${name} runs, but is no task`);
    assert(!this.#working.has(name), `${name} runs twice at once`);
    for (const before of [...node.after, ...node.orderOnly]) {
      assert(!this.#working.has(before), `${name} runs beside ${before}, after which it comes`);
      if (!this.#killed) assert(this.disk.has(before), `${name} runs before ${before}`);
    }
    this.spoil(name);
    this.#working.add(name);
  }

  spoil(name: string): void {
    if (!this.#killed) this.disk.set(name, garbage);
  }

  /** Work ends well. */
  end(name: string): ReturnType<typeof digestOf> {
    const node = this.nodes.get(name);
    assert(node && this.#working.delete(name), `${name} ends, but did not begin`);
    const content = this.#content(name, node, (before) => this.disk.get(before) ?? "nothing");
    const from = `${node.input} ${node.after.map((before) => `${before} ${this.disk.get(before)}`).join()}`;
    if (!this.#killed) {
      assert(this.#made.get(name) !== from, `${name} was made again from the same`);
      this.disk.set(name, content);
      this.#made.set(name, from);
    }
    return digestOf(content);
  }

  /** Work ends, and leaves what is there. */
  giveUp(name: string): void {
    this.#working.delete(name);
  }

  remove(id: string): void {
    if (this.#killed) return;
    this.disk.delete(id);
    this.#made.delete(id);
  }

  /** Some edits of what a user has a hand in. */
  edit(): void {
    const { random } = this;
    for (let edits = random.below(4); edits >= 0; edits--) {
      const names = [...this.nodes.keys()];
      const kind =
        names.length < 3 ? "add" : random.pick(["add", "remove", "input", "input", "lose", "needs"]);
      const name = kind === "add" ? `t${random.below(20)}` : random.pick(names);
      const old = this.nodes.get(name);
      if (kind === "add" && !old)
        this.nodes.set(name, this.#again(name) ?? this.#node(names, random.below(100)));
      else if (kind === "remove") this.#drop(name);
      else if (kind === "input" && old) old.input = random.chance(50) ? old.input ^ 1 : random.below(100);
      else if (kind === "lose") this.remove(name);
      else if (kind === "needs" && old) {
        this.nodes.set(name, {
          ...this.#node(names.slice(0, names.indexOf(name)), old.input),
          batch: old.batch,
        });
        this.#made.delete(name); // Other tasks before it are a reason, too.
      }
    }
  }

  /** After a run that is done: nothing else is on the disk than a clean build leaves. */
  assertClean(): void {
    const clean = new Map<string, string>();
    // A task comes only after those that were there before it.
    for (const [name, node] of this.nodes)
      clean.set(
        name,
        this.#content(name, node, (before) => clean.get(before) ?? "?"),
      );
    assert.deepEqual(new Map([...this.disk].sort()), new Map([...clean].sort()));
  }

  #node(names: readonly string[], input: number): Node {
    const needs = names.filter(() => this.random.chance(20));
    return {
      input,
      after: needs.filter((_, index) => index % 3 < 2),
      orderOnly: needs.filter((_, index) => index % 3 === 2),
      batch: this.random.chance(50),
    };
  }

  /** A task as it was before it was dropped: an undone change. */
  #again(name: string): Node | null {
    const node = this.#dropped.get(name);
    const there = node && [...node.after, ...node.orderOnly].every((before) => this.nodes.has(before));
    return there && this.random.chance(80) ? node : null;
  }

  #drop(name: string): void {
    const dropped = this.nodes.get(name);
    if (dropped) this.#dropped.set(name, dropped);
    this.#made.delete(name);
    this.nodes.delete(name);
    for (const [other, node] of this.nodes) {
      if (![...node.after, ...node.orderOnly].includes(name)) continue;
      const keep = (before: string) => before !== name;
      this.nodes.set(other, {
        ...node,
        after: node.after.filter(keep),
        orderOnly: node.orderOnly.filter(keep),
      });
      this.#made.delete(other);
    }
  }

  #content(name: string, node: Node, contentOf: (before: string) => string): string {
    const parts = node.after.map((before) => digestOf(contentOf(before)).slice(0, 8)).sort();
    return `${name} ${node.input >> 1} ${parts.join(" ")}`;
  }
}
