import { solve } from "kconfig-parser/solve";
import { describe, expect, it } from "vitest";
import type { Message } from "../../src/menuconfig/messages.js";
import type { Model } from "../../src/menuconfig/model.js";
import { dispatch } from "../../src/menuconfig/session.js";
import { Solver } from "../../src/menuconfig/solver.js";
import { view } from "../../src/menuconfig/view.js";
import { TANGLE } from "./knows-fixture.js";
import { FakeFiles, keyOf, Menus } from "./support.js";

/** A solver that answers when the test says so. */
class HeldSolver extends Solver {
  asked: { symbol: string | null; value: string }[] = [];
  readonly stops: boolean[] = [];

  override start(...[, symbol, value]: Parameters<Solver["start"]>): null {
    this.asked.push({ symbol: symbol.name, value });
    return null;
  }

  override stop(keep: boolean): void {
    this.stops.push(keep);
  }
}

/** The menus with a search for fixes that is not done yet. */
function waiting() {
  const solver = new HeldSolver(() => {});
  const menus = new Menus({ kconfig: TANGLE }).goTo("Packages").press("<enter>", "z").goTo("crypto");
  let model: Model = menus.model;
  const send = (message: Message): void => {
    model = dispatch(model, message, new FakeFiles(), solver).model;
  };
  const press = (...keys: string[]): void => {
    for (const key of keys) send({ type: "key", key: keyOf(key) });
  };
  const text = (): string =>
    view(model)
      .rows.map((spans) => spans.map((span) => span.text).join(""))
      .join("\n");
  press("<f3>");
  const answer = (): void => {
    const { symbol: name, value = "" } = solver.asked.at(-1) ?? {};
    const symbol = menus.symbol(name ?? "");
    send({ type: "solved", symbol, value, report: solve(model.config, symbol, value) });
  };
  return { solver, press, text, answer };
}

describe("while fixes are looked for", () => {
  it("says what it does, and shows them when they are there", () => {
    const { text, answer } = waiting();
    expect(text()).toContain("Looking for ways");
    expect(text()).toContain("< Stop >    <Cancel>");
    answer();
    expect(text()).not.toContain("Looking for ways");
    expect(text()).toContain("To make it y:");
  });

  it("can be told to show what there is", () => {
    const { solver, press, text, answer } = waiting();
    press("<enter>");
    expect(solver.stops).toEqual([true]);
    expect(text()).toContain("Looking for ways");
    answer();
    expect(text()).toContain("To make it y:");
  });

  it.each(["<escape>", "c"])("%s gives up, and what comes late is not shown", (key) => {
    const { solver, press, text, answer } = waiting();
    press(key);
    expect(solver.stops).toEqual([false]);
    expect(text()).not.toContain("Looking for ways");
    answer();
    expect(text()).not.toContain("To make it y:");
  });

  it("can be left; the answer is below the question", () => {
    const { press, text, answer } = waiting();
    press("<escape>", "y", "<f3>", "^C");
    answer();
    expect(text()).not.toContain("To make it");
    press("<escape>");
    expect(text()).not.toContain("Looking for ways");
  });
});

describe("the search for fixes", () => {
  const symbolOf = (menus: Menus) => menus.symbol("SERVER");
  /** Starts a search that does one step and then lets others work; its answer, if it comes. */
  function search(menus: Menus, meanwhile: (solver: Solver) => void): Promise<Message> {
    return new Promise((resolve) => {
      const solver = new Solver(resolve, 0);
      expect(solver.start(menus.model.config, symbolOf(menus), "y")).toBeNull();
      meanwhile(solver);
    });
  }
  const ways = (message: Message): number =>
    message.type === "solved" && message.report.kind === "solved" ? message.report.solutions.length : 0;

  it("answers by itself, later", async () => {
    const message = await search(new Menus({ kconfig: TANGLE }), () => {});
    expect(ways(message)).toBe(2);
  });

  it("answers at once where it is done at once", () => {
    const menus = new Menus({ kconfig: TANGLE });
    const solver = new Solver(() => {}, 60_000);
    expect(solver.start(menus.model.config, symbolOf(menus), "y")).toMatchObject({ type: "solved" });
  });

  it("tells what it has when it is told to stop", async () => {
    const message = await search(new Menus({ kconfig: TANGLE }), (solver) => solver.stop(true));
    expect(ways(message)).toBeLessThan(2);
  });

  it("says nothing once it is not wanted any more", async () => {
    const answer = search(new Menus({ kconfig: TANGLE }), (solver) => solver.stop(false));
    // Further than the search would come in that time.
    let waited = Promise.resolve("nothing");
    for (let i = 0; i < 50; i++) waited = waited.then((word) => new Promise((go) => setImmediate(go, word)));
    expect(await Promise.race([answer, waited])).toBe("nothing");
  });

  it("goes by the values as they were when it was asked", async () => {
    const menus = new Menus({ kconfig: TANGLE });
    const message = await search(menus, () => menus.press("<enter>", "y"));
    expect(menus.value("THREADS")).toBe("y");
    if (message.type !== "solved" || message.report.kind !== "solved") throw new Error("no way");
    for (const { changes } of message.report.solutions)
      expect(changes.map(({ symbol }) => symbol)).toContain("THREADS");
  });
});
