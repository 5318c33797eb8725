/** The machines of QEMU in which kernels are started, and what a kernel of linux-configs sees of each. */

export interface Machine {
  /** How results speak of it. */
  readonly name: string;
  readonly program: string;
  /** Where QEMU does not bring its own, the file that it starts, and Debian's package of that. */
  readonly firmware: { readonly path: string; readonly package: string } | null;
  /** The machine itself, and its devices: of the drives d0 to d4 (the last a CD) and the networks n0 and n1. */
  readonly words: readonly string[];
  /** Linux's name of the serial line. */
  readonly console: string;
  /** What every kernel sees, and what one with the drivers of a profile sees besides, as the initramfs names it. */
  readonly expected: { readonly always: readonly string[]; readonly withDrivers: readonly string[] };
}

const device = (...each: string[]) => each.flatMap((one) => ["-device", one]);

/** A disk of each kind that is the same everywhere. */
const DISKS = device(
  ...["virtio-blk-pci,drive=d0", "nvme,serial=proof,drive=d1", "qemu-xhci", "usb-storage,drive=d3"],
);

/** Modules without a device to see them by, and what DISKS become. */
const EVERYWHERE = [
  ...["ext4", "vfat", "isofs", "8021q", "bonding", "raid456", "dm-multipath"].map((name) => `module ${name}`),
  ...["vda", "nvme0n1", "sda", "sdb", "sr0"].map((name) => `disk ${name}`),
  ...["network virtio_net", "raid", "watchdog"],
];

/** With a BIOS, a BMC, and SATA in the chipset. */
export const PC: Machine = {
  name: "q35",
  program: "qemu-system-x86_64",
  firmware: null,
  words: [
    ...["-machine", "q35,accel=tcg", "-cpu", "max"],
    ...DISKS,
    ...device("ide-hd,drive=d2,bus=ide.0", "ide-cd,drive=d4,bus=ide.1"),
    ...device("virtio-net-pci,netdev=n0", "e1000,netdev=n1", "i6300esb"),
    ...device("ipmi-bmc-sim,id=bmc", "isa-ipmi-kcs,bmc=bmc"),
  ],
  console: "ttyS0",
  expected: {
    always: ["ipv6", "dmi", "acpi", "clock", "power button", "end"],
    withDrivers: [...EVERYWHERE, "network e1000", "bmc"],
  },
};

/**
 * As an ARM server of these years, with the interrupts of one (GICv3 with ITS). No BMC: QEMU has KCS on ISA and PCI for
 * x86 only, and `virt` no SMBus for SSIF. No TPM: its own is on the bus of the board and needs swtpm beside QEMU. No
 * SBSA watchdog: `virt` has none, so that QEMU's on PCI stands for all.
 */
const VIRT = [
  ...["-machine", "virt,accel=tcg,gic-version=3", "-cpu", "neoverse-n1"],
  ...DISKS,
  ...device("ahci,id=sata", "ide-hd,drive=d2,bus=sata.0", "ide-cd,drive=d4,bus=sata.1"),
  // Without the program for booting from the network, which is one for x86.
  ...device("virtio-net-pci,netdev=n0,romfile=", "e1000e,netdev=n1,romfile=", "i6300esb"),
];
const ON_VIRT = [...EVERYWHERE, "network e1000e"];

/** As QEMU starts a kernel by itself: no firmware, so that nobody tells of the machine by SMBIOS and ACPI. */
export const ARM_BY_DEVICE_TREE: Machine = {
  name: "virt, by device tree",
  program: "qemu-system-aarch64",
  firmware: null,
  words: VIRT,
  console: "ttyAMA0",
  expected: { always: ["ipv6", "clock", "end"], withDrivers: ON_VIRT },
};

/** As servers start it: the kernel is a program of UEFI, and ACPI describes the machine. */
export const ARM_BY_UEFI: Machine = {
  ...ARM_BY_DEVICE_TREE,
  name: "virt, by UEFI",
  firmware: { path: "/usr/share/qemu-efi-aarch64/QEMU_EFI.fd", package: "qemu-efi-aarch64" },
  expected: {
    always: ["ipv6", "dmi", "acpi", "efi", "clock", "power button", "end"],
    withDrivers: [...ON_VIRT, "efi variables"],
  },
};
