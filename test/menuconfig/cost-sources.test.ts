import { describe, expect, it } from "vitest";
import { type CostReport, costLine, duration } from "../../src/menuconfig/cost.js";
import { Menus } from "./support.js";

const REPORT: CostReport = {
  packages: [
    { name: "linux", reason: "its own configuration", seconds: 700 },
    { name: "images", reason: "linux comes out different", seconds: 20 },
  ],
  seconds: 720,
  bytes: -20480,
  notes: ["host-gcc: never built here, no time is known"],
};

describe("what saving costs", () => {
  const changed = (): Menus => new Menus({ tellsCost: true }).goTo("alpha tool").press("y");

  it("is asked for with the question before leaving, which does not wait for it", () => {
    const menus = changed().press("^C");
    expect(menus.slow.map((effect) => effect.type)).toEqual(["estimate"]);
    expect(menus.text).toContain("finding out what it will do");
    expect(menus.press("<enter>").outcome).toBe("saved");
  });

  it("comes into the open question", () => {
    const menus = changed().press("^C");
    const [asked] = menus.slow;
    if (asked?.type !== "estimate") throw new Error("not asked");
    menus.send({ type: "estimated", ticket: asked.ticket, report: REPORT });
    expect(menus.text).toContain("linux, images, about 12 min");
    expect(menus.text).toMatch(/the image 20 KiB[\s│]+smaller/);
  });

  it("has a page of its own: packages, times, reasons", () => {
    const menus = changed().press("$");
    expect(menus.text).toContain("finding out");
    const [asked] = menus.slow;
    if (asked?.type !== "estimate") throw new Error("not asked");
    menus.send({ type: "estimated", ticket: asked.ticket, report: REPORT });
    expect(menus.text).toMatch(/linux +about 12 min +its own configuration/);
    expect(menus.text).toContain("no time is known");
    expect(menus.press("<escape>", "^C", "c").text).toContain("its own configuration");
    expect(menus.slow).toHaveLength(1);
  });

  it("of values that are no more is dropped", () => {
    const menus = changed().press("$", "<escape>");
    const [asked] = menus.slow;
    menus.goTo("Networking").press("n", "$");
    expect(menus.slow).toHaveLength(2);
    if (asked?.type === "estimate") menus.send({ type: "estimated", ticket: asked.ticket, report: REPORT });
    expect(menus.text).toContain("finding out");
  });

  it("says why it cannot be told", () => {
    const menus = changed().press("$");
    const [asked] = menus.slow;
    if (asked?.type !== "estimate") throw new Error("not asked");
    menus.send({ type: "estimate-failed", ticket: asked.ticket, why: "nothing was built here yet" });
    expect(menus.text).toContain("nothing was built here yet");
  });

  it("is not offered where nobody can tell: the question is mconf's", () => {
    const menus = new Menus().goTo("alpha tool").press("y", "^C");
    expect(menus.text).not.toContain("Cost");
    expect(menus.slow).toEqual([]);
  });

  it("in words", () => {
    expect(costLine({ is: "known", ticket: "", report: { ...REPORT, packages: [] } })).toContain(
      "nothing is built",
    );
    expect([20, 700, 7200].map(duration)).toEqual(["about 20 s", "about 12 min", "about 2 h"]);
  });
});

describe("repositories and refs", () => {
  const KCONFIG = `mainmenu "m"
config AGENT_GIT_URL
	string "Repository"
	default "https://example.org/agent"
config AGENT_RELEASE
	string "Branch"
	default "master"
config OTHER
	bool "other"
`;
  const sources = { pairs: [{ url: "AGENT_GIT_URL", ref: "AGENT_RELEASE" }], checks: new Map() };
  const menus = (): Menus => new Menus({ kconfig: KCONFIG, sources });

  it("are checked when the cursor comes to them; what is found stands in the last row", () => {
    const on = menus().goTo("Branch");
    expect(on.slow.at(-1)).toEqual({ type: "check-source", url: "https://example.org/agent", ref: "master" });
    expect(on.lines.at(-1)).toContain("master: asking the repository");
    const commit = "0123456789abcdef0123456789abcdef01234567";
    on.send({
      type: "source-checked",
      url: "https://example.org/agent",
      ref: "master",
      finding: { is: "found", kind: "branch", commit },
    });
    expect(on.lines.at(-1)).toContain("master: a branch, at 0123456789ab");
    expect(on.goTo("other").lines.at(-1)).not.toContain("master");
  });

  it("are checked as they are typed, each text once, and no key waits", () => {
    const on = menus().goTo("Branch").press("<enter>", "^U").type("st");
    const refs = on.slow.flatMap((effect) => (effect.type === "check-source" ? [effect.ref] : []));
    expect(refs).toEqual(["master", "", "s", "st"]);
    on.send({
      type: "source-checked",
      url: "https://example.org/agent",
      ref: "st",
      finding: { is: "absent" },
    });
    expect(on.text).toContain("st: no such branch or tag there");
    on.press("<backspace>").type("t");
    expect(on.slow.filter((effect) => effect.type === "check-source" && effect.ref === "st")).toHaveLength(1);
  });

  it("that cannot be asked say so, and are asked again later", () => {
    const on = menus().goTo("Branch");
    const master = { url: "https://example.org/agent", ref: "master" };
    on.send({
      type: "source-checked",
      ...master,
      finding: { is: "offline", why: "Could not resolve host: example.org" },
    });
    expect(on.lines.at(-1)).toContain("master: not checked: Could not resolve host");
    const before = on.slow.length;
    on.goTo("other").goTo("Branch");
    expect(on.slow.length).toBeGreaterThan(before);
  });

  it("need no check in trees that name none", () => {
    expect(new Menus().goTo("Image title").press("<enter>").type("x").slow).toEqual([]);
  });
});
