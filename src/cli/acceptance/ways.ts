/** The ways in which an image can be started, and what of them can be had here. */
import { existsSync } from "node:fs";
import type { Firmware, Source } from "../../acceptance/machine.js";

export const WAYS = ["direct", "bios", "uefi", "uefi-direct"] as const;
export type Way = (typeof WAYS)[number];

/** What is there to be started. */
export interface Startable {
  readonly kernel: string | null;
  readonly initrd: string | null;
  readonly rootfs: string | null;
  readonly iso: string | null;
}

export type Plan =
  | { readonly way: Way; readonly words: string; readonly source: Source; readonly firmware: Firmware }
  /** What is missing for it, and where it comes from. */
  | { readonly way: Way; readonly words: string; readonly missing: string };

const WORDS: Readonly<Record<Way, string>> = {
  direct: "kernel handed over by QEMU, BIOS",
  bios: "ISO, BIOS",
  uefi: "ISO, UEFI",
  "uefi-direct": "kernel handed over by QEMU, UEFI",
};

/** What the machine's firmware is, whether it can be had here or not. */
export function firmwareKind(way: Way): Firmware["kind"] {
  return way === "uefi" || way === "uefi-direct" ? "uefi" : "bios";
}

/** Where Debian, Ubuntu, Fedora and Arch keep OVMF. */
const FIRMWARE: readonly (readonly [code: string, variables: string])[] = [
  ["/usr/share/OVMF/OVMF_CODE_4M.fd", "/usr/share/OVMF/OVMF_VARS_4M.fd"],
  ["/usr/share/OVMF/OVMF_CODE.fd", "/usr/share/OVMF/OVMF_VARS.fd"],
  ["/usr/share/edk2/ovmf/OVMF_CODE.fd", "/usr/share/edk2/ovmf/OVMF_VARS.fd"],
  ["/usr/share/edk2/x64/OVMF_CODE.4m.fd", "/usr/share/edk2/x64/OVMF_VARS.4m.fd"],
];

export function planWay(way: Way, image: Startable): Plan {
  const words = WORDS[way];
  const source = way === "bios" || way === "uefi" ? isoOf(image) : kernelOf(image);
  if (typeof source === "string") return { way, words, missing: source };
  if (firmwareKind(way) === "bios") return { way, words, source, firmware: { kind: "bios" } };
  const firmware = findFirmware();
  if (firmware === null) return { way, words, missing: "no OVMF on this host: install Debian's ovmf" };
  return { way, words, source, firmware };
}

function isoOf({ iso }: Startable): Source | string {
  return iso === null ? "no ISO: give one with --iso, or build one (rootfs.iso9660)" : { kind: "iso", iso };
}

function kernelOf({ initrd, kernel, rootfs }: Startable): Source | string {
  if (kernel === null) return "no kernel beside the ISO: give one with --kernel";
  return rootfs === null
    ? { kind: "kernel", kernel, initrd }
    : { kind: "rootfs", kernel, initrd, disk: rootfs };
}

/** Null where none of them has it. */
export function findFirmware(): Firmware | null {
  const found = FIRMWARE.find((files) => files.every((file) => existsSync(file)));
  return found === undefined ? null : { kind: "uefi", code: found[0], variables: found[1] };
}
