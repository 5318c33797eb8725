/** Packages that come, go and are other ones. */
import { change, edit, type Group, set } from "./change.js";

/** All that is compiled for the target. */
export const COMPILED = [
  "bell",
  "busybox",
  "frame-oak",
  "gallery",
  "ladder",
  "libcolor",
  "linux",
  "paint",
  "rope",
];

/** All that depends on the toolchain: the compiled ones, the virtual one, and the toolchain's own layers. */
export const ON_TOOLCHAIN = [...COMPILED, "frame", "toolchain", "toolchain-external"];

/** All packages of the first configuration. */
export const EVERYTHING = [
  ...ON_TOOLCHAIN,
  "host-hammer",
  "host-mkimage",
  "host-rope",
  "host-skeleton",
  "skeleton",
  "skeleton-init-common",
  "skeleton-init-sysv",
  "toolchain-external-custom",
];

const varnish = (value: "y" | "n") => set({ BR2_PACKAGE_LIBVARNISH: value });

export const packages: Group = {
  title: "Packages",
  changes: [
    change("a package on that another uses if it is there", varnish("y"), ["libvarnish", "paint"]),
    {
      title: "... and off again",
      edits: [edit(varnish("y"), ["libvarnish", "paint"]), edit(varnish("n"), ["paint"])],
    },
    {
      title: "... and on again",
      edits: [
        edit(varnish("y"), ["libvarnish", "paint"]),
        edit(varnish("n"), ["paint"]),
        edit(varnish("y"), ["libvarnish", "paint"]),
      ],
    },
    change("a package off that nothing uses", set({ BR2_PACKAGE_LADDER: "n" }), []),
    change("a package off that has users, permissions and wishes to the kernel", bell("n"), ["linux"]),
    change(
      "a library off, with the program that needs it",
      set({ BR2_PACKAGE_PAINT: "n", BR2_PACKAGE_LIBCOLOR: "n" }),
      [],
    ),
    {
      title: "a library stays when the program that wanted it goes",
      edits: [edit(set({ BR2_PACKAGE_PAINT: "n", BR2_PACKAGE_LIBCOLOR: "y" }), [])],
    },
    change("a host package on", set({ BR2_PACKAGE_HOST_HAMMER: "y" }), []),
    change("the provider of a virtual package", provider("STEEL"), ["frame", "frame-steel", "gallery"]),
    {
      title: "... and back",
      edits: [
        edit(provider("STEEL"), ["frame", "frame-steel", "gallery"]),
        edit(provider("OAK"), ["frame", "frame-oak", "gallery"]),
      ],
    },
    change("a package's sub-option", set({ BR2_PACKAGE_BELL_LOUD: "y" }), ["bell"]),
    change("a sub-option of BusyBox", set({ BR2_PACKAGE_BUSYBOX_INDIVIDUAL_BINARIES: "y" }), ["busybox"]),
    {
      title: "... and back",
      edits: [
        edit(set({ BR2_PACKAGE_BUSYBOX_INDIVIDUAL_BINARIES: "y" }), ["busybox"]),
        edit(set({ BR2_PACKAGE_BUSYBOX_INDIVIDUAL_BINARIES: "n" }), ["busybox"]),
      ],
    },
    change("a sub-option of the kernel: compression", set({ BR2_LINUX_KERNEL_XZ: "y" }), ["linux"]),
    {
      title: "a sub-option of the kernel: into the target, and out",
      edits: [
        edit(set({ BR2_LINUX_KERNEL_INSTALL_TARGET: "y" }), ["linux"]),
        edit(set({ BR2_LINUX_KERNEL_INSTALL_TARGET: "n" }), ["linux"]),
      ],
    },
    change("no kernel", set({ BR2_LINUX_KERNEL: "n" }), []),
    {
      title: "no kernel, another build, a kernel",
      edits: [
        edit(set({ BR2_LINUX_KERNEL: "n" }), []),
        edit(set({ BR2_PACKAGE_LADDER: "n" }), []),
        edit(set({ BR2_LINUX_KERNEL: "y" }), ["linux"]),
      ],
    },
    change(
      "two packages off and one on",
      set({ BR2_PACKAGE_LADDER: "n", BR2_PACKAGE_GALLERY: "n", BR2_PACKAGE_LIBVARNISH: "y" }),
      ["libvarnish", "paint"],
    ),
  ],
};

function bell(value: "y" | "n") {
  return set({ BR2_PACKAGE_BELL: value });
}

function provider(name: "OAK" | "STEEL") {
  const other = name === "OAK" ? "STEEL" : "OAK";
  return set({
    [`BR2_PACKAGE_FRAME_CHOICE_${name}`]: "y",
    [`BR2_PACKAGE_FRAME_CHOICE_${other}`]: "n",
    [`BR2_PACKAGE_FRAME_${other}`]: "n",
  });
}
