/** The machine that an image is tried on: what it has, and QEMU's words for it. Pure. */

/** What the machine starts. `kernel`: QEMU hands kernel and initramfs over; `iso`: the firmware finds them on a CD. */
export type Source =
  | { readonly kind: "kernel"; readonly kernel: string; readonly initrd: string | null }
  /** A root file system in an image of a disk, written to nowhere. */
  | {
      readonly kind: "rootfs";
      readonly kernel: string;
      readonly initrd: string | null;
      readonly disk: string;
    }
  | { readonly kind: "iso"; readonly iso: string };

export type Firmware =
  | { readonly kind: "bios" }
  /** Files of OVMF; the variables are a copy that the machine may write to. */
  | { readonly kind: "uefi"; readonly code: string; readonly variables: string };

export interface Disk {
  readonly bus: "virtio" | "nvme" | "ahci";
  readonly bytes: number;
  /** What the disk says of itself, and what the agent has to report. */
  readonly serial: string;
}

export interface Card {
  readonly model: "virtio-net-pci" | "e1000e";
  readonly address: string;
}

export interface Machine {
  readonly memoryMegabytes: number;
  readonly disks: readonly Disk[];
  /** The first is the one by which the agent is reached. */
  readonly cards: readonly Card[];
  readonly hasBmc: boolean;
}

const GIB = 2 ** 30;

/** One disk of each kind and size, two cards, a BMC. 4 GiB is the least that the agent takes for a root disk. */
export function standardMachine(memoryMegabytes: number): Machine {
  return {
    memoryMegabytes,
    disks: [
      { bus: "virtio", bytes: 5 * GIB, serial: "IPA-VIRTIO" },
      { bus: "nvme", bytes: 6 * GIB, serial: "IPA-NVME" },
      { bus: "ahci", bytes: 7 * GIB, serial: "IPA-AHCI" },
    ],
    cards: [
      { model: "virtio-net-pci", address: "52:54:00:69:70:61" },
      { model: "e1000e", address: "52:54:00:69:70:62" },
    ],
    hasBmc: true,
  };
}

/** Where QEMU's own network has the host, seen from the machine. */
export const HOST_SEEN_FROM_GUEST = "10.0.2.2";
export const AGENT_PORT = 9999;
/** By this label an agent that was started from a CD finds the medium with its parameters. */
export const PARAMETERS_LABEL = "ir-vfd-dev";

export interface Start {
  readonly machine: Machine;
  readonly source: Source;
  readonly firmware: Firmware;
  /** Words for the kernel; a machine that starts from a CD cannot be given any. */
  readonly append: string;
  /** Files of the disks, in the machine's order. */
  readonly diskFiles: readonly string[];
  /** A folder that becomes the medium with parameters.txt; null: none. */
  readonly parametersFolder: string | null;
  /** A socket on which somebody listens for QEMU's reports. */
  readonly reportSocket: string;
  /** Use the processor's virtualization. */
  readonly kvm: boolean;
}

/**
 * The console is on stdio. What the machine writes to a disk image that is not its own is thrown away. A reset ends
 * QEMU, as switching off does: the reports tell the two apart.
 */
export function qemuWords(start: Start): readonly string[] {
  const { machine } = start;
  return [
    ...["-machine", "q35", "-accel", start.kvm ? "kvm" : "tcg", "-cpu", "max", "-smp", "1"],
    ...["-m", String(machine.memoryMegabytes), "-nodefaults", "-display", "none", "-no-reboot"],
    ...["-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console"],
    ...["-chardev", `socket,id=reports,path=${escaped(start.reportSocket)}`],
    ...["-mon", "chardev=reports,mode=control"],
    ...firmwareWords(start.firmware),
    ...sourceWords(start.source, start.append),
    ...machine.disks.flatMap((disk, index) => diskWords(disk, index, start.diskFiles[index] ?? "")),
    ...machine.cards.flatMap(cardWords),
    ...(machine.hasBmc ? ["-device", "ipmi-bmc-sim,id=bmc", "-device", "isa-ipmi-kcs,bmc=bmc"] : []),
    ...["-device", "virtio-rng-pci", "-device", "qemu-xhci,id=usb"],
    ...(start.parametersFolder === null ? [] : parametersWords(start.parametersFolder)),
  ];
}

function firmwareWords(firmware: Firmware): readonly string[] {
  if (firmware.kind === "bios") return [];
  return [
    ...["-drive", `if=pflash,format=raw,readonly=on,file=${escaped(firmware.code)}`],
    ...["-drive", `if=pflash,format=raw,file=${escaped(firmware.variables)}`],
  ];
}

function sourceWords(source: Source, append: string): readonly string[] {
  if (source.kind === "iso")
    return [
      ...["-drive", `if=none,id=cd,media=cdrom,readonly=on,format=raw,file=${escaped(source.iso)}`],
      ...["-device", "ide-cd,drive=cd,bus=ide.1,bootindex=0"],
    ];
  const isDisk = source.kind === "rootfs";
  return [
    ...["-kernel", source.kernel],
    ...(source.initrd === null ? [] : ["-initrd", source.initrd]),
    ...["-append", isDisk ? `root=/dev/vda rootwait rw ${append}`.trim() : append],
    ...(isDisk
      ? [
          ...["-drive", `if=none,id=root,format=raw,snapshot=on,file=${escaped(source.disk)}`],
          ...["-device", "virtio-blk-pci,drive=root,serial=ROOT"],
        ]
      : []),
  ];
}

const DEVICES: Readonly<Record<Disk["bus"], string>> = {
  virtio: "virtio-blk-pci",
  nvme: "nvme",
  ahci: "ide-hd,bus=ide.0",
};

function diskWords({ bus, serial }: Disk, index: number, file: string): readonly string[] {
  return [
    ...["-drive", `if=none,id=disk${index},format=raw,cache=unsafe,file=${escaped(file)}`],
    ...["-device", `${DEVICES[bus]},drive=disk${index},serial=${serial}`],
  ];
}

function cardWords({ address, model }: Card, index: number): readonly string[] {
  // The second card has a network of its own, which leads nowhere.
  const network =
    index === 0 ? `hostfwd=tcp:127.0.0.1:0-:${AGENT_PORT}` : `net=10.0.${index + 2}.0/24,restrict=on`;
  return [
    ...["-netdev", `user,id=net${index},${network}`],
    ...["-device", `${model},netdev=net${index},mac=${address}`],
  ];
}

/** As a BMC shows a floppy: small, on USB, without partitions. */
function parametersWords(folder: string): readonly string[] {
  const medium = `driver=vvfat,node-name=parameters,floppy=on,read-only=on,label=${PARAMETERS_LABEL}`;
  return [
    ...["-blockdev", `${medium},dir=${escaped(folder)}`],
    ...["-device", "usb-storage,bus=usb.0,drive=parameters,removable=on"],
  ];
}

/** A comma in a value is written twice. */
function escaped(value: string): string {
  return value.replaceAll(",", ",,");
}

/** The parameters by which the agent finds who answers at this port of the host. */
export function agentParameters(port: number): readonly string[] {
  const api = `http://${HOST_SEEN_FROM_GUEST}:${port}`;
  return [
    `ipa-api-url=${api}`,
    `ipa-inspection-callback-url=${api}/v1/continue_inspection`,
    "ipa-inspection-collectors=default",
    "ipa-insecure=1",
  ];
}
