/** Boots a kernel in QEMU (software emulation) with an initramfs that says what it sees. */
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { type Contents, packInitramfs, wordsOf } from "./initramfs.js";
import type { Machine } from "./machines.js";

export interface BootOptions extends Contents {
  readonly machine: Machine;
  /** The kernel itself. */
  readonly image: string;
  readonly work: string;
  readonly timeoutSeconds: number;
}

export interface BootResult {
  /** What the machine was expected to see, and did not. */
  readonly missing: readonly string[];
  /** Until its last word. */
  readonly seconds: number;
  readonly console: string;
}

/** One machine with a disk of each kind and two network cards. It ends by its own power-off. */
export async function bootKernel(options: BootOptions): Promise<BootResult> {
  const { hasDrivers, image, machine, timeoutSeconds, work } = options;
  const initramfs = await packInitramfs(join(work, "initramfs"), options);
  const words = [
    ...["-smp", "1", "-m", "512", "-nodefaults", "-display", "none", "-no-reboot", "-serial", "stdio"],
    ...(machine.firmware === null ? [] : ["-bios", machine.firmware.path]),
    ...["-kernel", image, "-initrd", initramfs],
    ...["-append", `console=${machine.console} quiet panic=-1`],
    ...["virtio", "nvme", "sata", "usb", "cd"].flatMap((name, index) => ["-drive", drive(work, name, index)]),
    ...["-netdev", "user,id=n0", "-netdev", "user,id=n1"],
    ...machine.words,
  ];
  const begin = Date.now();
  const result = await execa(machine.program, words, {
    stdin: "ignore",
    reject: false,
    timeout: timeoutSeconds * 1000,
  });
  const seconds = (Date.now() - begin) / 1000;
  const console = result.stdout ?? "";
  const seen = wordsOf(console);
  const expected = [...machine.expected.always, ...(hasDrivers ? machine.expected.withDrivers : [])];
  const missing = expected.filter((word) => !seen.has(word));
  // Without a word of the kernel's, QEMU's own say why.
  return { missing, seconds, console: console || (result.stderr ?? "") };
}

function drive(work: string, name: string, index: number): string {
  const path = join(work, `${name}.img`);
  writeFileSync(path, "");
  truncateSync(path, 16 << 20);
  return `file=${path},format=raw,if=none,id=d${index}${name === "cd" ? ",media=cdrom,readonly=on" : ""}`;
}
