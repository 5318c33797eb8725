/** What is applied when the image is put together. */
import { chmodSync, symlinkSync } from "node:fs";
import { change, edit, type Group, imageChange, set } from "./change.js";

/** It holds the hostname in a variable for its finalize hook, which cannot be told from one for its own steps. */
const NAMES_HOSTNAME = ["skeleton-init-common"];

export const image: Group = {
  title: "The image",
  changes: [
    change("hostname", set({ BR2_TARGET_GENERIC_HOSTNAME: "tiny" }), NAMES_HOSTNAME),
    imageChange("banner", set({ BR2_TARGET_GENERIC_ISSUE: "Go away" })),
    change("no hostname", set({ BR2_TARGET_GENERIC_HOSTNAME: "" }), NAMES_HOSTNAME),
    imageChange("an overlay file added", (w) => w.write("files/overlay/etc/extra", "more\n")),
    imageChange("an overlay file changed", (w) => w.write("files/overlay/etc/motd", "another message\n")),
    imageChange("an overlay file removed", (w) => w.remove("files/overlay/etc/motd")),
    imageChange("an overlay file removed that hid a package's", (w) => w.remove("files/overlay/etc/profile")),
    imageChange("an overlay file's mode", (w) => chmodSync(w.path("files/overlay/etc/motd"), 0o755)),
    imageChange("an overlay file that becomes a link", (w) => {
      w.remove("files/overlay/etc/motd");
      symlinkSync("issue", w.path("files/overlay/etc/motd"));
    }),
    imageChange("an empty folder in an overlay", (w) => w.folder("files/overlay/srv")),
    imageChange("no overlay", set({ BR2_ROOTFS_OVERLAY: "" })),
    imageChange("a second overlay over the first", (w) => {
      w.write("files/overlay2/etc/motd", "the second one\n");
      return w.set({ BR2_ROOTFS_OVERLAY: `${w.path("files/overlay")} ${w.path("files/overlay2")}` });
    }),
    imageChange("the post-build script edited", (w) =>
      w.append("files/scripts/post-build.sh", 'echo more >"$target/etc/more"\n'),
    ),
    imageChange("a file beside the post-build script", (w) =>
      w.write("files/scripts/banner.txt", "other words\n"),
    ),
    imageChange("the scripts' arguments", set({ BR2_ROOTFS_POST_SCRIPT_ARGS: "one three" })),
    imageChange("the post-build script's own arguments", set({ BR2_ROOTFS_POST_BUILD_SCRIPT_ARGS: "own" })),
    imageChange("no post-build script", set({ BR2_ROOTFS_POST_BUILD_SCRIPT: "" })),
    imageChange("the post-image script edited", (w) =>
      w.replace("files/scripts/post-image.sh", "post-image:", "after the image:"),
    ),
    imageChange("no post-image script", set({ BR2_ROOTFS_POST_IMAGE_SCRIPT: "" })),
    imageChange("the table of users", (w) =>
      w.append("files/users.txt", "other 1001 other 1001 * - - - Other\n"),
    ),
    imageChange("the table of permissions", (w) => w.replace("files/permissions.txt", "750 0 5", "700 0 0")),
    imageChange("an image format more", set({ BR2_TARGET_ROOTFS_TAR: "y" })),
    {
      title: "... and less",
      edits: [edit(set({ BR2_TARGET_ROOTFS_TAR: "y" }), []), edit(set({ BR2_TARGET_ROOTFS_TAR: "n" }), [])],
    },
    imageChange("no compression", set({ BR2_TARGET_ROOTFS_CPIO_XZ: "n" })),
    imageChange("a commit in Buildroot's tree", (w) =>
      w.write("buildroot/.git/describe", "2026.02-small-1-g0123456"),
    ),
    imageChange("the branch of the agent moved", (w) => w.commit("the agent, second version\n")),
    imageChange("no agent", set({ OPENSTACK_IPA: "n" })),
  ],
};
