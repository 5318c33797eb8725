/** The kernel's and BusyBox's own configurations, global settings, toolchain, sources of one's own. */
import { utimesSync } from "node:fs";
import type { Workspace } from "../workspace.js";
import { change, edit, type Group, noChange, set } from "./change.js";
import { COMPILED, EVERYTHING, ON_TOOLCHAIN } from "./packages.js";

const LINUX_FRAGMENTS = "BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES";
const BUSYBOX_FRAGMENTS = "BR2_PACKAGE_BUSYBOX_CONFIG_FRAGMENT_FILES";

const flagged = [...COMPILED.filter((name) => name !== "linux"), "frame"];

export const configuration: Group = {
  title: "Fragments, flags, toolchain, sources",
  changes: [
    change("a kernel fragment's content", (w) => w.write("files/linux.fragment", "CONFIG_DUMMY=y\n"), [
      "linux",
    ]),
    noChange("a kernel fragment touched only", (w) => touch(w, "files/linux.fragment", new Date())),
    change("a kernel fragment's path, to an older file", olderFragment("linux", LINUX_FRAGMENTS), ["linux"]),
    change("a kernel fragment off the list", set({ [LINUX_FRAGMENTS]: "" }), ["linux"]),
    change(
      "the kernel's configuration file",
      (w) => w.append("buildroot/linux/kernel.config", "CONFIG_USB=y\n"),
      ["linux"],
    ),
    change("a BusyBox fragment's content: an applet goes", (w) => w.write("files/busybox.fragment", "\n"), [
      "busybox",
    ]),
    noChange("a BusyBox fragment touched only", (w) => touch(w, "files/busybox.fragment", new Date())),
    change("a BusyBox fragment's path, to an older file", olderFragment("busybox", BUSYBOX_FRAGMENTS), [
      "busybox",
    ]),
    change("a BusyBox fragment more", moreFragments, ["busybox"]),
    change("the file that a package's option names", (w) => w.write("files/tune.txt", "do re mi\n"), [
      "bell",
    ]),
    change("a source tree of one's own", override, ["ladder"]),
    {
      title: "... a file in it changed",
      edits: [
        edit(override, ["ladder"]),
        edit((w) => w.write("files/ladder/middle.c", "center\n"), ["ladder"]),
      ],
    },
    {
      title: "... a file in it removed",
      edits: [edit(override, ["ladder"]), edit((w) => w.remove("files/ladder/middle.c"), ["ladder"])],
    },
    {
      title: "... touched only",
      edits: [
        edit(override, ["ladder"]),
        { apply: (w) => touch(w, "files/ladder/middle.c", new Date()), runs: [], image: false },
      ],
    },
    {
      title: "... and the released source again",
      edits: [edit(override, ["ladder"]), edit((w) => w.write("files/local.mk", "\n"), ["ladder"])],
    },
    change("optimisation", set({ BR2_OPTIMIZE_S: "y", BR2_OPTIMIZE_2: "n" }), flagged),
    {
      title: "... and back",
      edits: [
        edit(set({ BR2_OPTIMIZE_S: "y", BR2_OPTIMIZE_2: "n" }), flagged),
        edit(set({ BR2_OPTIMIZE_2: "y", BR2_OPTIMIZE_S: "n" }), flagged),
      ],
    },
    change("more compiler flags", set({ BR2_TARGET_OPTIMIZATION: "-pipe" }), flagged),
    change("the wrapper's flags", set({ BR2_TOOLCHAIN_EXTERNAL_HARDENED: "y" }), [
      ...ON_TOOLCHAIN,
      "toolchain-external-custom",
    ]),
    change(
      "another toolchain",
      (w) => w.set({ BR2_TOOLCHAIN_EXTERNAL_PATH: w.path("buildroot/toolchains/fancy") }),
      [...ON_TOOLCHAIN, "toolchain-external-custom"],
    ),
    change(
      "the toolchain's contents, of the same size",
      (w) => w.replace("files/toolchain/bin/cc", "plain cc 12.2", "plain cc 12.3"),
      [...ON_TOOLCHAIN, "toolchain-external-custom"],
    ),
    change(
      "the init system",
      set({ BR2_INIT_SYSTEMD: "y", BR2_INIT_SYSV: "n", BR2_PACKAGE_SKELETON_INIT_SYSV: "n" }),
      [...ON_TOOLCHAIN, "skeleton", "skeleton-init-systemd", "toolchain-external-custom"],
    ),
    {
      title: "... and back",
      edits: [
        edit(set({ BR2_INIT_SYSTEMD: "y", BR2_INIT_SYSV: "n", BR2_PACKAGE_SKELETON_INIT_SYSV: "n" }), [
          ...ON_TOOLCHAIN,
          "skeleton",
          "skeleton-init-systemd",
          "toolchain-external-custom",
        ]),
        edit(set({ BR2_INIT_SYSV: "y", BR2_INIT_SYSTEMD: "n", BR2_PACKAGE_SKELETON_INIT_SYSTEMD: "n" }), [
          ...ON_TOOLCHAIN,
          "skeleton",
          "skeleton-init-sysv",
          "toolchain-external-custom",
        ]),
      ],
    },
    change(
      "the files of the skeleton, which lie among what every package is built with",
      (w) => w.append("buildroot/system/skeleton/etc/profile", "umask 22\n"),
      EVERYTHING,
    ),
  ],
};

function touch(w: Workspace, path: string, time: Date): void {
  utimesSync(w.path(path), time, time);
}

function olderFragment(name: string, symbol: string) {
  return (w: Workspace) => {
    touch(w, `files/${name}-older.fragment`, new Date("2001-01-01"));
    return w.set({ [symbol]: w.path(`files/${name}-older.fragment`) });
  };
}

function moreFragments(w: Workspace): Promise<void> {
  const paths = ["busybox", "busybox-older"].map((name) => w.path(`files/${name}.fragment`));
  return w.set({ [BUSYBOX_FRAGMENTS]: paths.join(" ") });
}

function override(w: Workspace): void {
  w.write("files/local.mk", `LADDER_OVERRIDE_SRCDIR = ${w.path("files/ladder")}\n`);
}
