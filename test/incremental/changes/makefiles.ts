/** Changes of the tree itself: recipes, versions, patches, files of packages, host tools, the machinery. */

import { createHash } from "node:crypto";
import { utimesSync } from "node:fs";
import type { Workspace } from "../workspace.js";
import { change, edit, type Group, imageChange, noChange, set } from "./change.js";

const PAINT = "buildroot/package/paint/paint.mk";
const BELL = "buildroot/package/bell/bell.mk";
const PATCH = "files/patches/rope/0001-longer.patch";
const HANG = "buildroot/package/gallery/0001-hang-straight.patch";

export const makefiles: Group = {
  title: "Recipes, versions and patches",
  changes: [
    change("a package's .mk, the same version", (w) => w.replace(PAINT, "brush", "broom"), ["paint"]),
    {
      title: "a library's .mk, in a way that changes no byte of what it makes",
      edits: [
        {
          apply: (w) => w.replace("buildroot/package/libcolor/libcolor.mk", "ln -sf", "ln -s -f"),
          runs: ["libcolor"],
          image: false,
        },
      ],
    },
    noChange("a comment in a .mk", (w) => w.append(PAINT, "# Nothing to see here.\n")),
    noChange("every file of the tree touched", touchTree),
    change("a new version of a library", newVersion, ["libcolor", "paint"]),
    {
      title: "... and the old one again",
      edits: [edit(newVersion, ["libcolor", "paint"]), edit(oldVersion, ["libcolor", "paint"])],
    },
    change("a source archive and its sum, the same version", newSource, ["libcolor", "paint"]),
    change("a new global patch", addPatch, ["libcolor", "paint"]),
    {
      title: "... edited",
      edits: [
        edit(addPatch, ["libcolor", "paint"]),
        edit(
          (w) => w.replace("files/patches/libcolor/0001-colors.patch", "+pink", "+teal"),
          ["libcolor", "paint"],
        ),
      ],
    },
    {
      title: "... and removed",
      edits: [
        edit(addPatch, ["libcolor", "paint"]),
        edit((w) => w.remove("files/patches/libcolor"), ["libcolor", "paint"]),
      ],
    },
    change(
      "a global patch for a package of target and host edited",
      (w) => w.replace(PATCH, "longer\n", "shorter\n"),
      ["gallery", "host-rope", "rope"],
    ),
    change("a package's own patch edited", (w) => w.replace(HANG, "+hangs straight", "+hangs well"), [
      "gallery",
    ]),
    change("a package's own patch removed", (w) => w.remove(HANG), ["gallery"]),
    change(
      "a package's init script edited",
      (w) => w.append("buildroot/package/bell/S50bell", "echo ding\n"),
      ["bell"],
    ),
    change(
      "a file more in a package's folder",
      (w) => w.write("buildroot/package/paint/themes/red.theme", "red\n"),
      ["paint"],
    ),
    {
      title: "... and a file less",
      edits: [edit((w) => w.remove("buildroot/package/paint/themes/dark.theme"), ["paint"])],
    },
    change("a package's users, in its .mk", (w) => w.replace(BELL, "Rings", "Rings loudly"), ["bell"]),
    change("a package's permissions, in its .mk", (w) => w.replace(BELL, "4755", "2755"), ["bell"]),
    change(
      "a tool of the build machine",
      (w) => w.replace("buildroot/package/hammer/hammer.mk", "$(HOST_CFLAGS) -o", "$(HOST_CFLAGS) -g -o"),
      ["host-hammer", "linux", "paint"],
    ),
    change(
      "the tool that makes images",
      (w) => w.replace("buildroot/package/mkimage/mkimage.sh", "archive $1", "an archive, $1"),
      ["host-mkimage"],
    ),
    change(
      "what a virtual package's provider makes, of the same size",
      (w) =>
        w.replace(
          "buildroot/package/frame-oak/frame-oak.mk",
          "$(TARGET_CFLAGS) -o",
          "$(TARGET_CFLAGS)  -a -o",
        ),
      ["frame", "frame-oak", "gallery"],
    ),
    imageChange("a script that makes file systems", (w) =>
      w.replace("buildroot/fs/common.mk", "rm -rf $$(TARGET_DIR)/tmp/*", "rm -rf $$(TARGET_DIR)/var"),
    ),
    change(
      "a package of the external tree",
      (w) => {
        w.write("external/package/flag/flag.mk", FLAG);
        w.write("external/package/flag/Config.in", 'config BR2_PACKAGE_FLAG\n\tbool "flag"\n\tdefault y\n');
        w.write(
          "external/external.mk",
          "include $(sort $(wildcard $(BR2_EXTERNAL_SMALL_PATH)/package/*/*.mk))\n",
        );
        w.append("external/Config.in", 'source "$BR2_EXTERNAL_SMALL_PATH/package/flag/Config.in"\n');
        return w.set({ BR2_PACKAGE_FLAG: "y" });
      },
      ["flag"],
    ),
    change("debugging symbols", set({ BR2_ENABLE_DEBUG: "y" }), [
      "bell",
      "busybox",
      "frame",
      "frame-oak",
      "gallery",
      "ladder",
      "libcolor",
      "paint",
      "rope",
    ]),
  ],
};

const FLAG = `FLAG_VERSION = 1
FLAG_SOURCE =
define FLAG_INSTALL_TARGET_CMDS
	echo flag >$(TARGET_DIR)/etc/flag
endef
$(eval $(generic-package))
`;

function newVersion(w: Workspace): void {
  w.replace("buildroot/package/libcolor/libcolor.mk", "_VERSION = 1.2", "_VERSION = 1.3");
}

function oldVersion(w: Workspace): void {
  w.replace("buildroot/package/libcolor/libcolor.mk", "_VERSION = 1.3", "_VERSION = 1.2");
}

function newSource(w: Workspace): void {
  const path = "buildroot/mirror/libcolor-1.2.txt";
  const sum = (text: string) => createHash("sha256").update(text).digest("hex");
  const old = w.read(path);
  w.replace(path, "red green", "cyan magenta");
  w.replace("buildroot/package/libcolor/libcolor.hash", sum(old), sum(w.read(path)));
}

function addPatch(w: Workspace): void {
  const patch = "--- a/color.c\n+++ b/color.c\n@@ -1 +1,2 @@\n red green blue 1.2\n+pink\n";
  w.write("files/patches/libcolor/0001-colors.patch", patch);
}

function touchTree(w: Workspace): void {
  const now = new Date();
  for (const path of w.files("buildroot")) utimesSync(path, now, now);
}
