import { describe, expect, it } from "vitest";
import type { SlowReply } from "../../src/menuconfig/slow.js";
import { treeState } from "../../src/menuconfig/trees.js";
import { Monkey, random } from "./monkey.js";
import { Menus, readFixture } from "./support.js";

const KERNEL = `mainmenu "Kernel Configuration"
config SMP
	bool "Symmetric multi-processing"
config NETDEV
	bool "Network devices"
`;
const TREES = [
  { id: "buildroot", title: "Buildroot" },
  { id: "linux", title: "Linux" },
  { id: "busybox", title: "BusyBox" },
];

function opened(path = "/k/.config"): Extract<SlowReply, { type: "tree-opened" }> {
  return { type: "tree-opened", id: "linux", config: readFixture({ kconfig: KERNEL }), path, warnings: [] };
}

/** On the kernel's tree, which was opened from Buildroot's. */
function onKernel(): Menus {
  return new Menus({ trees: TREES }).press("^T").send(opened());
}

describe("several trees", () => {
  it("are shown in the last row, the one on the screen in brackets", () => {
    const menus = new Menus({ trees: TREES });
    expect(menus.lines.at(-1)).toContain("Ctrl-T: [Buildroot] Linux BusyBox");
    expect(new Menus().lines.at(-1)).not.toContain("Ctrl-T");
  });

  it("are opened when they are first gone to, on a page that shows what is done", () => {
    const menus = new Menus({ trees: TREES }).press("^T");
    expect(menus.slow).toEqual([{ type: "open-tree", id: "linux", agreed: false }]);
    expect(menus.text).toContain("Opening: Linux");
    menus.send({ type: "tree-progress", id: "linux", lines: [">>> linux 6.12 Extracting"] });
    expect(menus.text).toContain(">>> linux 6.12 Extracting");
    menus.send(opened());
    expect(menus.text).toContain("Kernel Configuration");
    expect(menus.lines[0]).toContain("/k/.config");
    expect(menus.lines.at(-1)).toContain("Buildroot [Linux] BusyBox");
  });

  it("keep their place, their values and their open pages while another is on the screen", () => {
    const menus = new Menus({ trees: TREES }).goTo("Target options").press("<enter>").goTo("Jobs");
    menus.press("^T").send(opened()).goTo("Network devices").press("y", "^P");
    expect(menus.selected).toContain("Jobs");
    menus.press("^T");
    expect(menus.selected).toContain("Network devices");
    expect(menus.text).toContain("[*] Network devices");
  });

  it("may be opened while the menus are used; a tree that is ready does not push itself forward", () => {
    const menus = new Menus({ trees: TREES }).press("^T", "<escape>");
    expect(menus.kind).toBe("menu");
    expect(menus.lines.at(-1)).toContain("Linux…");
    menus.send(opened());
    expect(menus.text).toContain("Fixture Configuration");
    expect(menus.press("^T").text).toContain("Kernel Configuration");
    expect(menus.slow).toHaveLength(1);
  });

  it("from the page that waits the key goes on to the next one", () => {
    const menus = new Menus({ trees: TREES }).press("^T", "^T");
    expect(menus.text).toContain("Opening: BusyBox");
    expect(menus.press("^T").text).toContain("Fixture Configuration");
  });

  it("can be stopped while they open, and opened again", () => {
    const menus = new Menus({ trees: TREES }).press("^T", "<tab>", "<enter>");
    expect(menus.slow.at(-1)).toEqual({ type: "stop-opening", id: "linux" });
    expect(menus.kind).toBe("menu");
    expect(menus.send(opened()).press("^T").slow.at(-1)).toMatchObject({ type: "open-tree" });
  });

  it("ask before work that takes long, and then are opened by consent", () => {
    const menus = new Menus({ trees: TREES }).press("^T");
    menus.send({ type: "tree-asks", id: "linux", question: "Fetch 140 MB?" });
    expect(menus.text).toContain("Fetch 140 MB?");
    menus.press("<enter>");
    expect(menus.slow.at(-1)).toEqual({ type: "open-tree", id: "linux", agreed: true });
    const other = new Menus({ trees: TREES }).press("^T");
    other.send({ type: "tree-asks", id: "linux", question: "Fetch?" }).press("c");
    expect(other.kind).toBe("menu");
    expect(other.slow).toHaveLength(1);
  });

  it("say why they cannot be opened, and can be tried again", () => {
    const menus = new Menus({ trees: TREES }).press("^T");
    menus.send({ type: "tree-failed", id: "linux", why: "/k: there is no such folder: give another" });
    expect(menus.text).toContain("Linux: not opened");
    expect(menus.text).toContain("/k: there is no such folder");
    expect(menus.press("<enter>").kind).toBe("menu");
    expect(menus.press("^T").slow).toHaveLength(2);
  });

  it("one tree has nothing to go to", () => {
    const menus = new Menus().press("^T");
    expect(menus.text).toContain("There is but one tree here");
    expect(menus.slow).toEqual([]);
  });

  it("show what opened with warnings, on the tree's own pages", () => {
    const menus = new Menus({ trees: TREES }).press("^T");
    menus.send({ ...opened(), warnings: [".config:3:warning: unexpected data"] });
    expect(menus.text).toContain("unexpected data");
    expect(menus.press("^P").text).not.toContain("unexpected data");
  });
});

describe("what is saved of a tree that is built from fragments", () => {
  /** The kernel, changed, with something in it that the fragment has not. */
  function changed(): Menus {
    const menus = onKernel();
    const offer = { file: "mine.config", settings: ["CONFIG_NET"] };
    menus.files.saveOutcome = (path) => ({ result: "saved", path, also: "also", offer });
    return menus.goTo("Network devices").press("y", "<f6>", "<enter>");
  }

  it("goes to the last fragment when the user says so", () => {
    const menus = changed();
    expect(menus.text).toContain("Write 1 setting to its fragment, too?");
    expect(menus.text).toContain("mine.config");
    expect(menus.files.kept).toEqual([]);
    menus.press("<enter>");
    expect(menus.files.kept).toEqual(["/k/.config"]);
    expect(menus.text).toContain("1 setting written to mine.config.");
    expect(menus.press("<enter>").kind).toBe("menu");
  });

  it("does not when the user says no, and is not asked about again", () => {
    const menus = changed().press("n");
    expect(menus.text).toContain("written to /k/.config.");
    menus.press("<enter>", "n", "<f6>", "<enter>");
    expect(menus.text).toContain("written to /k/.config.");
    expect(menus.files.kept).toEqual([]);
  });

  it("goes there without a question from then on", () => {
    const menus = changed().press("y", "<enter>", "n", "<f6>", "<enter>");
    expect(menus.text).toContain("1 setting written to mine.config.");
    expect(menus.files.kept).toEqual(["/k/.config", "/k/.config"]);
  });

  it("is asked about on the way out, and then one is out", () => {
    const menus = changed().press("<escape>", "n", "^C", "<enter>");
    expect(menus.outcome).toBeNull();
    menus.press("y");
    expect(menus.files.kept).toEqual(["/k/.config"]);
    expect(menus.outcome).toBe("saved");
  });

  it("stays where it was saved when the question is left, and one is asked with the next save", () => {
    const menus = changed().press("<escape>");
    expect(menus.lines.at(-1)).toContain("not written to the fragment");
    expect(menus.kind).toBe("menu");
    expect(menus.press("n", "<f6>", "<enter>").text).toContain("its fragment, too?");
    expect(menus.files.kept).toEqual([]);
  });
});

describe("one save", () => {
  it("writes every tree that changed when leaving, and no other", () => {
    const menus = onKernel().goTo("Network devices").press("y", "^P").goTo("alpha tool").press("y");
    expect(menus.lines.at(-1)).toContain("[Buildroot*] Linux* BusyBox");
    menus.press("^C");
    expect(menus.text).toContain("Changed: Buildroot, Linux.");
    menus.press("<enter>");
    expect(menus.files.saves.map((save) => save.path)).toEqual([".config", "/k/.config"]);
    expect(menus.outcome).toBe("saved");
  });

  it("writes the other trees, too, when one is saved by the button", () => {
    const menus = onKernel().goTo("Network devices").press("y", "^P").goTo("alpha tool").press("y");
    menus.press("<f6>", "<enter>");
    expect(menus.files.saves.map((save) => save.path)).toEqual([".config", "/k/.config"]);
    expect(menus.outcome).toBeNull();
    expect(menus.text).toContain("written to .config.");
    expect(menus.text).toContain("written to /k/.config.");
    expect(menus.lines.at(-1)).toContain("[Buildroot] Linux BusyBox");
    expect(menus.press("<enter>").kind).toBe("menu");
  });

  it("stops at a file that cannot be written: nothing is lost, and another may be named", () => {
    const menus = onKernel().goTo("Network devices").press("y", "^P").goTo("alpha tool").press("y");
    menus.files.saveOutcome = (path) =>
      path === "/k/.config"
        ? { result: "failed", why: "no space left on the device" }
        : { result: "saved", path };
    menus.press("^C", "<enter>");
    expect(menus.text).toContain("no space left on the device");
    expect(menus.text).toContain("nothing is lost");
    expect(menus.outcome).toBeNull();
    menus.press("<enter>");
    expect(menus.text).toContain("Save the configuration");
    menus.press("^U").type("/elsewhere/.config").press("<enter>");
    expect(menus.files.saves.at(-1)?.path).toBe("/elsewhere/.config");
    expect(menus.outcome).toBe("saved");
    expect(treeState(menus.model, "linux")?.path).toBe("/elsewhere/.config");
  });

  it("that is not wanted leaves all of them as they are on disk", () => {
    const menus = onKernel().goTo("Network devices").press("y", "^C", "n");
    expect(menus.files.saves).toEqual([]);
    expect(menus.outcome).toBe("discarded");
  });
});

describe("a file that changed meanwhile", () => {
  const changed = (menus: Menus, diff: string[] = [" ALPHA n -> y"]): Menus => {
    menus.files.saveOutcome = (path, force) =>
      force || menus.files.merges.length > 0
        ? { result: "saved", path }
        : { result: "conflict", conflict: "changed", diff };
    return menus.goTo("alpha tool").press("y", "^C", "<enter>");
  };

  it("is asked about, with what saving would change in it", () => {
    const menus = changed(new Menus());
    expect(menus.text).toContain("has changed on disk");
    expect(menus.text).toContain("ALPHA n -> y");
    menus.press("d");
    expect(menus.text).toContain("What saving would change in .config");
    expect(menus.press("<escape>").text).toContain("has changed on disk");
  });

  it("has room for five buttons on a screen of 80 columns", () => {
    const line = changed(new Menus()).lines.find((each) => each.includes("<Overwrite>")) ?? "";
    expect(line).toMatch(/│.*<Overwrite>.*< *Merge *>.*< *Diff *>.*<.*Save as.*>.*< *Cancel *>.*│/);
  });

  it("is merged and saved when nothing is in the way", () => {
    const menus = changed(new Menus()).press("m");
    expect(menus.files.merges).toEqual([".config"]);
    expect(menus.outcome).toBe("saved");
  });

  it("is merged and shown, not saved, when both changed the same", () => {
    const menus = new Menus();
    const both = ["ALPHA: theirs m, yours y: yours is in force"];
    menus.files.mergeOutcome = { ok: true, merge: { theirs: 3, ours: 1, both, lost: [] } };
    changed(menus).press("m");
    expect(menus.text).toContain("Their changes: 3. Yours on top of them: 1.");
    expect(menus.text).toContain("ALPHA: theirs m, yours y");
    expect(menus.outcome).toBeNull();
  });

  it("is left alone on cancel, and the menus stay open", () => {
    const menus = changed(new Menus()).press("c");
    expect(menus.outcome).toBeNull();
    expect(menus.files.saves.filter((save) => save.force)).toEqual([]);
  });
});

describe("what is written where the next build starts from", () => {
  it("is asked for as a fragment or a defconfig, and saved first", () => {
    const menus = onKernel().goTo("Network devices").press("y", "^E");
    expect(menus.text).toContain("minimal defconfig");
    menus.press("f");
    expect(menus.files.saves).toEqual([{ path: "/k/.config", force: false }]);
    expect(menus.slow.at(-1)).toEqual({ type: "keep-changes", id: "linux", form: "fragment" });
    menus.send({ type: "changes-kept", id: "linux", text: "/repo/linux.config:\n3 settings written" });
    expect(menus.text).toContain("3 settings written");
  });
});

describe("any keys over three trees", () => {
  const report = { packages: [], seconds: null, bytes: null, notes: [] };

  /** Answers the slow work that was asked for: somehow, and not all of it. */
  function answer(menus: Menus, dice: () => number): void {
    for (const effect of menus.slow.splice(0)) {
      if (dice() < 0.2) continue;
      const well = dice() < 0.6;
      if (effect.type === "open-tree") {
        const { id } = effect;
        const config = readFixture({ kconfig: KERNEL });
        if (well) menus.send({ type: "tree-opened", id, config, path: `/${id}/.config`, warnings: [] });
        else if (effect.agreed) menus.send({ type: "tree-failed", id, why: "no\nnetwork" });
        else menus.send({ type: "tree-asks", id, question: "Long work?" });
      } else if (effect.type === "estimate") {
        const { ticket } = effect;
        menus.send(
          well ? { type: "estimated", ticket, report } : { type: "estimate-failed", ticket, why: "no" },
        );
      } else if (effect.type === "keep-changes") {
        const { id } = effect;
        menus.send(
          well ? { type: "changes-kept", id, text: "a\nb" } : { type: "changes-not-kept", id, why: "no" },
        );
      }
    }
  }

  it.each([1, 2, 3, 4, 5, 6])(
    "and answers at any time leave a whole screen and one active tree (seed %i)",
    (seed) => {
      const menus = new Menus({ trees: TREES, tellsCost: true });
      const monkey = new Monkey(menus, seed);
      const dice = random(seed + 100);
      for (let i = 0; i < 60; i++) {
        monkey.press(20);
        if (dice() < 0.5) menus.press("^T");
        answer(menus, dice);
        expect(menus.model.trees.filter((slot) => slot.is === "active")).toHaveLength(1);
        expect(menus.model.trees.map((slot) => slot.id)).toEqual(["buildroot", "linux", "busybox"]);
      }
    },
  );
});
