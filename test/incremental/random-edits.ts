/** Edits drawn at random: each says which packages may run because of it. Some undo what others did. */
import { chmodSync, existsSync, utimesSync } from "node:fs";
import type { Random } from "../support/random.js";
import { ON_TOOLCHAIN } from "./changes/packages.js";
import type { Settings, Workspace } from "./workspace.js";

export interface RandomEdit {
  readonly title: string;
  /** The packages that may run; none: the edit decides at most the image. */
  readonly may: readonly string[];
  readonly apply: (workspace: Workspace) => void | Promise<void>;
}

/** Who may see a change of a package: itself, and what hangs on it by whichever way. */
const REACH: Readonly<Record<string, readonly string[]>> = {
  libcolor: ["libcolor", "libvarnish", "paint"],
  libvarnish: ["libvarnish", "libcolor", "paint"],
  frame: ["frame", "frame-oak", "frame-steel", "gallery"],
  rope: ["rope", "host-rope", "gallery"],
  bell: ["bell", "linux"],
  paint: ["paint", "libcolor", "host-hammer"],
  hammer: ["host-hammer", "linux", "paint"],
  toolchain: [...ON_TOOLCHAIN, "toolchain-external-custom", "libvarnish", "frame-steel"],
};

function reach(name: string): readonly string[] {
  return REACH[name] ?? [name];
}

/** Switches: a symbol, the settings of its two states, the package that it is about. */
const SWITCHES: readonly (readonly [string, Settings, Settings, readonly string[]])[] = [
  ...["BELL", "LADDER", "LIBVARNISH", "PAINT", "ROPE", "BUSYBOX"].map((name) =>
    flip(`BR2_PACKAGE_${name}`, name),
  ),
  flip("BR2_PACKAGE_GALLERY", "frame", ["rope", "host-rope"]),
  flip("BR2_PACKAGE_BELL_LOUD", "bell"),
  flip("BR2_PACKAGE_BUSYBOX_INDIVIDUAL_BINARIES", "busybox"),
  flip("BR2_LINUX_KERNEL", "linux", ["host-hammer"]),
  flip("BR2_LINUX_KERNEL_INSTALL_TARGET", "linux"),
  flip("BR2_TARGET_ROOTFS_TAR", ""),
  flip("BR2_TARGET_ROOTFS_CPIO_XZ", ""),
  flip("BR2_ENABLE_DEBUG", "toolchain"),
  flip("OPENSTACK_IPA", ""),
  either("BR2_LINUX_KERNEL_XZ", "BR2_LINUX_KERNEL_GZIP", ["linux"]),
  either("BR2_OPTIMIZE_S", "BR2_OPTIMIZE_2", reach("toolchain")),
  either("BR2_PACKAGE_FRAME_CHOICE_STEEL", "BR2_PACKAGE_FRAME_CHOICE_OAK", reach("frame"), [
    "BR2_PACKAGE_FRAME_STEEL",
    "BR2_PACKAGE_FRAME_OAK",
  ]),
  either(
    "BR2_INIT_SYSTEMD",
    "BR2_INIT_SYSV",
    [...reach("toolchain"), "skeleton", "skeleton-init-systemd", "skeleton-init-sysv"],
    ["BR2_PACKAGE_SKELETON_INIT_SYSTEMD", "BR2_PACKAGE_SKELETON_INIT_SYSV"],
  ),
  [
    "hostname",
    { BR2_TARGET_GENERIC_HOSTNAME: "tiny" },
    { BR2_TARGET_GENERIC_HOSTNAME: "small" },
    ["skeleton-init-common"],
  ],
  ["arguments", { BR2_ROOTFS_POST_SCRIPT_ARGS: "a b" }, { BR2_ROOTFS_POST_SCRIPT_ARGS: "c" }, []],
];

function flip(symbol: string, name: string, more: readonly string[] = []) {
  return [symbol, { [symbol]: "y" }, { [symbol]: "n" }, [...reach(name.toLowerCase()), ...more]] as const;
}

function either(one: string, other: string, may: readonly string[], selected: readonly string[] = []) {
  const [first = "", second = ""] = selected;
  const state = (on: string, off: string, without: string): Settings =>
    without === "" ? { [on]: "y", [off]: "n" } : { [on]: "y", [off]: "n", [without]: "n" };
  return [one, state(one, other, second), state(other, one, first), may] as const;
}

/** Files of texts that can take another line, a changed word, or lose it again. */
const TEXTS: readonly (readonly [string, string, readonly string[]])[] = [
  ["files/overlay/etc/motd", "hello", []],
  ["files/overlay/etc/new", "new", []],
  ["files/scripts/banner.txt", "words", []],
  ["files/users.txt", "other 1001 other 1001 * - - - -", []],
  ["files/permissions.txt", "/etc/passwd 600 0 0", []],
  ["files/tune.txt", "fa sol", ["bell"]],
  ["files/linux.fragment", "CONFIG_USB=y", ["linux"]],
  ["files/busybox.fragment", "CONFIG_APPLET_ED=y", ["busybox"]],
  ["buildroot/linux/kernel.config", "CONFIG_PCI=y", ["linux"]],
  ["buildroot/package/busybox/busybox.config", "CONFIG_APPLET_WC=y", ["busybox"]],
  ["buildroot/package/bell/S50bell", "echo", ["bell"]],
  ["buildroot/package/bell/bell.service", "Restart=always", ["bell"]],
  ["buildroot/package/paint/themes/dark.theme", "darker", ["paint"]],
  ["buildroot/package/paint/themes/grey.theme", "grey", ["paint"]],
  ["buildroot/package/paint/paint.mk", "PAINT_CONF_OPTS += --more", ["paint"]],
  ["buildroot/package/libcolor/libcolor.mk", "LIBCOLOR_CONF_OPTS += --more", reach("libcolor")],
  ["buildroot/package/rope/rope.mk", "# a comment", []],
  ["buildroot/package/mkimage/mkimage.sh", "# a comment", ["host-mkimage"]],
  ["buildroot/package/hammer/hammer.mk", "HOST_HAMMER_CONF_OPTS += --more", reach("hammer")],
  ["files/toolchain/bin/cc", "# a comment", reach("toolchain")],
  ["files/ladder/middle.c", "more", ["ladder"]],
  ["out/.config", "# a comment", []],
];

export function drawEdit(random: Random): RandomEdit {
  return random.weighted<() => RandomEdit>([
    [10, () => drawSwitch(random)],
    [8, () => drawText(random)],
    [2, () => override(random)],
    [2, () => globalPatch(random)],
    [2, () => touch(random)],
    [1, () => version(random)],
    [
      1,
      () => ({
        title: "the branch moves",
        may: [],
        apply: (w) => w.commit(`version ${random.below(1000)}\n`),
      }),
    ],
    [1, () => ({ title: "the first configuration again", may: EVERYTHING, apply: (w) => w.reset() })],
    [1, () => ({ title: "nothing", may: [], apply: () => {} })],
  ])();
}

const EVERYTHING = [
  ...Object.values(REACH).flat(),
  "skeleton",
  "skeleton-init-common",
  "skeleton-init-sysv",
  "skeleton-init-systemd",
];

function drawSwitch(random: Random): RandomEdit {
  const [title, on, off, may] = random.pick(SWITCHES);
  const settings = random.chance(50) ? on : off;
  return { title: `${title}: ${Object.values(settings).join(" ")}`, may, apply: (w) => w.set(settings) };
}

function drawText(random: Random): RandomEdit {
  const [path, line, may] = random.pick(TEXTS);
  const kind = random.pick(["add", "take"] as const);
  return {
    title: `${path}: ${kind} ${JSON.stringify(line)}`,
    may,
    apply: (w) => {
      const text = existsSync(w.path(path)) ? w.read(path) : "";
      if (kind === "take" && path.endsWith("new") && text !== "") return w.remove(path);
      const without = text
        .split("\n")
        .filter((known) => known !== line)
        .join("\n");
      const next = kind === "add" ? `${text}${line}\n` : without;
      if (next === text) return;
      w.write(path, next, isProgram(path) ? 0o755 : 0o644);
    },
  };
}

function isProgram(path: string): boolean {
  return /\.sh$|\/cc$|\/S\d\d/.test(path);
}

function override(random: Random): RandomEdit {
  const on = random.chance(60);
  return {
    title: `LADDER_OVERRIDE_SRCDIR ${on ? "set" : "gone"}`,
    may: ["ladder"],
    apply: (w) =>
      w.write("files/local.mk", on ? `LADDER_OVERRIDE_SRCDIR = ${w.path("files/ladder")}\n` : "\n"),
  };
}

function globalPatch(random: Random): RandomEdit {
  const path = "files/patches/gallery/0001-colors.patch";
  const word = random.pick(["high", "low", ""]);
  return {
    title: word === "" ? "the global patch goes" : `a global patch: ${word}`,
    may: ["gallery"],
    apply: (w) => {
      if (word !== "")
        w.write(path, `--- a/gallery.c\n+++ b/gallery.c\n@@ -3 +3 @@\n-gallery, last line\n+hangs ${word}\n`);
      else if (existsSync(w.path(path))) w.remove(path);
    },
  };
}

function touch(random: Random): RandomEdit {
  const path = random.pick([
    "files/linux.fragment",
    "files/busybox.fragment",
    "buildroot/package/bell/bell.mk",
    "out/.config",
  ]);
  const time = random.chance(50) ? new Date() : new Date("2005-05-05");
  return { title: `${path} touched`, may: [], apply: (w) => utimesSync(w.path(path), time, time) };
}

function version(random: Random): RandomEdit {
  const next = random.pick(["1.2", "1.3"]);
  return {
    title: `libcolor ${next}`,
    may: reach("libcolor"),
    apply: (w) => {
      const path = "buildroot/package/libcolor/libcolor.mk";
      const text = w.read(path).replace(/_VERSION = .*/, `_VERSION = ${next}`);
      if (text !== w.read(path)) w.write(path, text);
      chmodSync(w.path(path), 0o644);
    },
  };
}
