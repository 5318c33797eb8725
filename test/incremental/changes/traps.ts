/** Changes that are easy to overlook, or to see where none is. */
import { lstatSync, renameSync, symlinkSync, utimesSync } from "node:fs";
import type { Workspace } from "../workspace.js";

import { change, edit, type Group, imageChange, noChange, set } from "./change.js";
import { EVERYTHING } from "./packages.js";

const hostname = set({ BR2_TARGET_GENERIC_HOSTNAME: "tiny" });

export const traps: Group = {
  title: "Traps",
  changes: [
    change("a fragment of the same size and time", sameSizeAndTime, ["linux"]),
    change(
      "a fragment that is a link, to another file",
      (w) => {
        renameSync(w.path("files/linux.fragment"), w.path("files/first.fragment"));
        symlinkSync("linux-older.fragment", w.path("files/linux.fragment"));
      },
      ["linux"],
    ),
    {
      title: "a fragment touched, then the hostname",
      edits: [{ apply: touchFragments, runs: [], image: false }, edit(hostname, ["skeleton-init-common"])],
    },
    imageChange("an overlay file with an odd name", (w) => w.write("files/overlay/etc/a 'b' $c ü;", "odd\n")),
    {
      title: "a file of an overlay that is given below the tree",
      edits: [
        edit((w) => {
          w.write("buildroot/board/overlay/etc/board", "one\n");
          return w.set({ BR2_ROOTFS_OVERLAY: "board/overlay" });
        }, []),
        edit((w) => w.write("buildroot/board/overlay/etc/board", "two\n"), []),
      ],
    },
    {
      title: "a file of an overlay that is given by the external tree's variable",
      edits: [
        edit((w) => {
          w.write("external/rootfs/etc/board", "one\n");
          return w.set({ BR2_ROOTFS_OVERLAY: "$(BR2_EXTERNAL_SMALL_PATH)/rootfs" });
        }, []),
        edit((w) => w.write("external/rootfs/etc/board", "two\n"), []),
      ],
    },
    {
      title: "a file that local.mk includes",
      edits: [
        edit(
          (w) => {
            w.write("files/more.mk", `LADDER_OVERRIDE_SRCDIR = ${w.path("files/ladder")}\n`);
            w.write("files/local.mk", `include ${w.path("files/more.mk")}\n`);
          },
          ["ladder"],
        ),
        edit((w) => w.write("files/more.mk", "\n"), ["ladder"]),
      ],
    },
    {
      title: "a recipe that reads a variable of a package that is off",
      edits: [
        edit(
          async (w) => {
            w.replace("buildroot/package/gallery/gallery.mk", "-lframe", "-lframe -D$(LADDER_VERSION)");
            await w.set({ BR2_PACKAGE_LADDER: "n" });
          },
          ["gallery"],
        ),
        edit(
          (w) => w.replace("buildroot/package/ladder/ladder.mk", "_VERSION = 1.1", "_VERSION = 1.2"),
          ["gallery"],
        ),
      ],
    },
    {
      title: "the history of a source tree of one's own",
      edits: [
        edit(
          (w) => {
            w.write("files/ladder/.git/index", "one\n");
            w.write("files/local.mk", `LADDER_OVERRIDE_SRCDIR = ${w.path("files/ladder")}\n`);
          },
          ["ladder"],
        ),
        { apply: (w) => w.write("files/ladder/.git/index", "two\n"), runs: [], image: false },
      ],
    },
    noChange("another branch of the agent moved", (w) => w.commit("elsewhere\n", "other")),
    change("no per-package folders", set({ BR2_PER_PACKAGE_DIRECTORIES: "n" }), EVERYTHING),
    {
      title: "... then a sub-option",
      edits: [
        edit(set({ BR2_PER_PACKAGE_DIRECTORIES: "n" }), EVERYTHING),
        edit(set({ BR2_PACKAGE_BELL_LOUD: "y" }), EVERYTHING),
      ],
    },
    {
      title: "... and per-package folders again",
      edits: [
        edit(set({ BR2_PER_PACKAGE_DIRECTORIES: "n" }), EVERYTHING),
        edit(set({ BR2_PER_PACKAGE_DIRECTORIES: "y" }), EVERYTHING),
      ],
    },
    change(
      "a package takes the place of a folder of another's",
      (w) =>
        w.replace(
          "buildroot/package/paint/paint.mk",
          "ln -sf paint $(TARGET_DIR)/usr/bin/brush",
          "mkdir $(TARGET_DIR)/usr/bin/brush",
        ),
      ["paint"],
    ),
  ],
};

function sameSizeAndTime(w: Workspace): void {
  const path = w.path("files/linux.fragment");
  const { atime, mtime } = lstatSync(path);
  w.replace("files/linux.fragment", "=m", "=y");
  utimesSync(path, atime, mtime);
}

function touchFragments(w: Workspace): void {
  for (const name of ["linux", "busybox"])
    utimesSync(w.path(`files/${name}.fragment`), new Date(), new Date());
}
