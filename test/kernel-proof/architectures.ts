/** What differs between the processors that the kernels of linux-configs are built for: how each is built and booted. */
import type { Architecture } from "../../src/kernel/hardware.js";
import type { Machine } from "./machines.js";
import { ARM_BY_DEVICE_TREE, ARM_BY_UEFI, PC } from "./machines.js";

export interface ProofArchitecture {
  /** As linux-configs calls it; a fragment of this name is what every machine of it needs. */
  readonly fragments: Architecture;
  /** Variables of the kernel's Makefile, as Buildroot sets them; Debian's name of the cross compiler. */
  readonly make: readonly string[];
  /** What the defconfig has Buildroot make: the goal, and where make leaves it in the build folder. */
  readonly image: { readonly goal: string; readonly path: string };
  /** The largest `base` in bytes; null where none was set. */
  readonly baseBudget: number | null;
  /** Below --work, so that two of them do not disturb each other. */
  readonly folder: string;
  /** A static BusyBox; null where no package puts one of that processor. */
  readonly busybox: string | null;
  /** e_machine in the ELF header of its programs. */
  readonly elfMachine: number;
  /** Each kernel is started in all of them. */
  readonly machines: readonly Machine[];
}

export const ARCHITECTURES = {
  x86: {
    fragments: "x86",
    make: [],
    image: { goal: "bzImage", path: "arch/x86/boot/bzImage" },
    // The kernel of 2017 had 2.0 MB, without IPv6 and most else.
    baseBudget: 3_000_000,
    folder: ".",
    busybox: "/bin/busybox",
    elfMachine: 62,
    machines: [PC],
  },
  aarch64: {
    fragments: "arm64",
    make: ["ARCH=arm64", "CROSS_COMPILE=aarch64-linux-gnu-"],
    // BR2_LINUX_KERNEL_IMAGE, the first that Buildroot offers: not compressed, and by itself a program of UEFI.
    image: { goal: "Image", path: "arch/arm64/boot/Image" },
    baseBudget: null,
    folder: "aarch64",
    busybox: null,
    elfMachine: 183,
    machines: [ARM_BY_DEVICE_TREE, ARM_BY_UEFI],
  },
} as const satisfies Record<string, ProofArchitecture>;

export type ArchitectureName = keyof typeof ARCHITECTURES;
