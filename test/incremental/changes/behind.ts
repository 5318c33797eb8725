/** Changes that are none, or were undone, and what is done in the output folder behind the command's back. */
import { utimesSync } from "node:fs";
import { execa } from "execa";
import { environmentOf, makeArguments } from "../builder.js";
import type { Workspace } from "../workspace.js";
import { type Change, change, type Edit, edit, type Group, imageChange, noChange, set } from "./change.js";
import { EVERYTHING } from "./packages.js";

export const behind: Group = {
  title: "Nothing, undone, and by hand",
  changes: [
    noChange("nothing", () => {}),
    noChange("a comment in .config", (w) => w.append("out/.config", "# a comment\n")),
    noChange("the lines of .config in another order", (w) =>
      w.write("out/.config", shuffled(w.read("out/.config"))),
    ),
    noChange(".config touched", (w) => utimesSync(w.path("out/.config"), new Date(), new Date())),
    noChange("a change undone before the build", async (w) => {
      await w.set({ BR2_PACKAGE_BELL_LOUD: "y" });
      await w.set({ BR2_PACKAGE_BELL_LOUD: "n" });
    }),
    {
      title: "a change built, then undone",
      edits: [
        edit(set({ BR2_TARGET_GENERIC_HOSTNAME: "tiny", BR2_PACKAGE_BELL_LOUD: "y" }), [
          "bell",
          "skeleton-init-common",
        ]),
        edit((w) => w.reset(), ["bell", "skeleton-init-common"]),
      ],
    },
    {
      title: "several changes built, then the defconfig again",
      edits: [
        edit(set({ BR2_PACKAGE_LIBVARNISH: "y", BR2_PACKAGE_LADDER: "n" }), ["libvarnish", "paint"]),
        edit((w) => w.reset(), ["ladder", "paint"]),
      ],
    },
    imageChange("target/ removed", (w) => w.remove("out/target")),
    imageChange("images/ removed", (w) => w.remove("out/images")),
    imageChange("the image removed", (w) => w.remove("out/images/rootfs.cpio")),
    {
      title: "target/ changed by hand, and then something that decides the image",
      edits: [
        edit((w) => {
          w.write("out/target/etc/passwd", "intruder\n");
          w.write("out/target/etc/stray", "stray\n");
          w.remove("out/target/usr/bin/paint");
          w.write("files/overlay/etc/motd", "another message\n");
        }, []),
      ],
    },
    sameResult("a package's build folder removed", (w) => w.remove("out/build/paint-2.0")),
    sameResult("a package's own folder removed", (w) => w.remove("out/per-package/paint")),
    sameResult("a package cleaned with make", (w) => make(w, "paint-dirclean")),
    sameResult("a package built again with make", (w) => make(w, "paint-rebuild")),
    noChange("downloads removed", (w) => w.remove("dl")),
    {
      title: "build/ removed",
      edits: [{ apply: (w) => w.remove("out/build"), runs: EVERYTHING, image: false }],
    },
    change("all that make made removed", (w) => make(w, "clean"), EVERYTHING),
  ],
};

/** paint is made again, and as what comes out is the same, nothing else is. */
function sameResult(title: string, apply: Edit["apply"]): Change {
  return { title, edits: [{ apply, runs: ["paint"], image: false }] };
}

async function make(w: Workspace, goal: string): Promise<void> {
  await execa("make", makeArguments(w, goal), { env: environmentOf(w), extendEnv: false, stdin: "ignore" });
}

/** Last line first: every order is as good. */
function shuffled(text: string): string {
  return `${text.trimEnd().split("\n").reverse().join("\n")}\n`;
}
