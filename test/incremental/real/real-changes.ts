/** What is changed in a real tree. Every change is undone afterwards. */
import { cpSync, readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import type { Settings } from "../workspace.js";
import type { RealWorkspace } from "./real-workspace.js";

export interface RealChange {
  readonly title: string;
  readonly apply: (workspace: RealWorkspace) => void | Promise<void>;
  /** The packages that run; null: what runs is told, not judged. */
  readonly runs: readonly string[] | null;
  readonly image: boolean;
}

const set = (settings: Settings) => (workspace: RealWorkspace) => workspace.set(settings);
const ofImage = (title: string, apply: RealChange["apply"]): RealChange => ({
  title,
  apply,
  runs: [],
  image: true,
});
const ofPackages = (title: string, runs: readonly string[], apply: RealChange["apply"]): RealChange => ({
  title,
  apply,
  runs,
  image: true,
});
const nothing = (title: string, apply: RealChange["apply"]): RealChange => ({
  title,
  apply,
  runs: [],
  image: false,
});

const BUSYBOX_FRAGMENT = "external/board/openstack/ipa/busybox.config";
const KERNEL_FRAGMENT = "external/linux-configs/fragments/minimal.config";
/** It holds hostname and banner in variables for its finalize hooks, which cannot be told from those of its steps. */
const COMMON = ["skeleton-init-common"];

export const realChanges: readonly RealChange[] = [
  nothing("nothing", () => {}),
  nothing("a kernel fragment touched", (w) => w.touch(KERNEL_FRAGMENT)),
  nothing("a BusyBox fragment touched", (w) => w.touch(BUSYBOX_FRAGMENT)),
  nothing("a comment in a package's makefile", (w) =>
    w.append("buildroot/package/busybox/busybox.mk", "# a remark\n"),
  ),
  nothing("a file for nothing beside the external tree's makefile", (w) =>
    w.write("external/notes.txt", "notes\n"),
  ),
  ofPackages("the hostname", COMMON, set({ BR2_TARGET_GENERIC_HOSTNAME: "tiny" })),
  ofPackages("the banner", COMMON, set({ BR2_TARGET_GENERIC_ISSUE: "Go away" })),
  ofImage("an overlay file added", (w) => w.write("files/overlay/etc/extra", "more\n")),
  ofImage("an overlay file changed", (w) => w.write("files/overlay/etc/motd", "another message\n")),
  ofImage("an overlay file removed", (w) => w.remove("files/overlay/etc/motd")),
  ofImage("an overlay file that hides a package's", (w) =>
    w.write("files/overlay/etc/inittab", "::sysinit:/bin/true\n"),
  ),
  ofImage("no overlay", set({ BR2_ROOTFS_OVERLAY: "" })),
  ofImage("the post-build script edited", (w) => w.append("files/hook.sh", 'echo more >"$1/etc/more"\n')),
  ofImage("no post-build script", set({ BR2_ROOTFS_POST_BUILD_SCRIPT: "" })),
  ofImage("a post-image script", (w) => w.set({ BR2_ROOTFS_POST_IMAGE_SCRIPT: w.path("files/after.sh") })),
  ofImage("a table of permissions", (w) => {
    w.write("files/permissions.txt", "/etc/motd f 600 0 0 - - - - -\n");
    return w.set({ BR2_ROOTFS_DEVICE_TABLE: `system/device_table.txt ${w.path("files/permissions.txt")}` });
  }),
  ofImage("an image format more", set({ BR2_TARGET_ROOTFS_TAR: "y" })),
  ofImage(
    "the file system compressed otherwise",
    set({ BR2_TARGET_ROOTFS_CPIO_XZ: "n", BR2_TARGET_ROOTFS_CPIO_GZIP: "y" }),
  ),
  ofImage("the serial console", set({ BR2_TARGET_GENERIC_GETTY_PORT: "ttyS1" })),
  ofPackages(
    "the interface that asks for an address",
    ["ifupdown-scripts"],
    set({ BR2_SYSTEM_DHCP: "eth1" }),
  ),
  ofImage("a package switched off", set({ BR2_PACKAGE_URANDOM_SCRIPTS: "n" })),
  ofPackages("a package switched on", ["bzip2"], set({ BR2_PACKAGE_BZIP2: "y" })),
  ofPackages("a package with what it needs", ["acl", "attr", "busybox"], set({ BR2_PACKAGE_ACL: "y" })),
  ofPackages("a BusyBox fragment's content", ["busybox"], (w) =>
    w.append(BUSYBOX_FRAGMENT, "CONFIG_FEATURE_EDITING_VI=y\n"),
  ),
  ofPackages("a sub-option of BusyBox", ["busybox"], set({ BR2_PACKAGE_BUSYBOX_INDIVIDUAL_BINARIES: "y" })),
  ofPackages("a patch in BR2_GLOBAL_PATCH_DIR", ["busybox"], (w) =>
    w.write("files/patches/busybox/0001-words.patch", PATCH),
  ),
  ofPackages("a package's makefile", ["busybox"], (w) =>
    w.append("buildroot/package/busybox/busybox.mk", BUSYBOX_HOOK),
  ),
  ofPackages(
    "devices made by mdev",
    ["busybox", "linux"],
    set({ BR2_ROOTFS_DEVICE_CREATION_DYNAMIC_MDEV: "y" }),
  ),
  ofPackages("a source tree of one's own", ["busybox"], (w) => overrideBusybox(w)),
  { title: "no init system", apply: set({ BR2_INIT_NONE: "y" }), runs: null, image: true },
  ofPackages("a kernel fragment's content", ["linux"], (w) =>
    w.append(KERNEL_FRAGMENT, w.read("files/fragment.config")),
  ),
  ofPackages("a kernel fragment switched to an older file", ["linux"], (w) => {
    const longAgo = new Date("2020-01-01T00:00:00Z");
    utimesSync(w.path("files/older.config"), longAgo, longAgo);
    return w.set({
      BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES: `${w.path("external/linux-configs/fragments/virtio.config")} ${w.path(KERNEL_FRAGMENT)} ${w.path("files/older.config")}`,
    });
  }),
  { title: "no stripping of binaries", apply: set({ BR2_STRIP_strip: "n" }), runs: null, image: true },
  { title: "a global optimization", apply: set({ BR2_OPTIMIZE_S: "y" }), runs: null, image: true },
];

const BUSYBOX_HOOK = `
define BUSYBOX_SAY_SO
	echo "a hook" > $(TARGET_DIR)/etc/hook
endef
BUSYBOX_POST_INSTALL_TARGET_HOOKS += BUSYBOX_SAY_SO
`;

const PATCH = `A name of our own

--- a/Makefile
+++ b/Makefile
@@ -1,7 +1,7 @@
 VERSION = 1
 PATCHLEVEL = 37
 SUBLEVEL = 0
-EXTRAVERSION =
+EXTRAVERSION = -mine
 NAME = Unnamed
 
 # *DOCUMENTATION*
`;

/** The sources as Buildroot unpacked them, in a folder of the user's. */
function overrideBusybox(workspace: RealWorkspace): void {
  const built = join(workspace.output, "build");
  const name = readdirSync(built).find((entry) => entry.startsWith("busybox-")) ?? "";
  cpSync(join(built, name), workspace.path("files/busybox"), {
    recursive: true,
    filter: (path) => !/\/(\.stamp_|\.files-list|\.config)|\.(o|a|cmd)$/.test(path),
  });
  workspace.write("files/local.mk", `BUSYBOX_OVERRIDE_SRCDIR = ${workspace.path("files/busybox")}\n`);
}
