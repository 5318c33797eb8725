/** Boots a kernel in QEMU (software emulation) with a small initramfs of its modules and BusyBox, and asks it what it sees. */
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";

export interface BootOptions {
  /** With `bzImage` and `root/lib/modules`. */
  readonly kernel: string;
  readonly work: string;
  readonly busybox: string;
  /** Whether the kernel has the drivers and file systems of a profile. */
  readonly hasDrivers: boolean;
  readonly timeoutSeconds: number;
}

export interface BootResult {
  /** What the machine was expected to see, and did not. */
  readonly missing: readonly string[];
  /** Until its last word. */
  readonly seconds: number;
  readonly console: string;
}

/** Loaded by name, as udev would by the devices. */
const MODULES =
  "virtio_balloon nvme ahci ata_piix e1000 e1000e xhci-pci uhci-hcd usb-storage uas sr_mod sg virtio_scsi loop ext4 vfat isofs " +
  "udf 8021q bonding raid1 raid456 dm-multipath ipmi_si ipmi_devintf tpm_crb tpm_tis i6300esb";

const INIT = `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev /sbin /usr/sbin
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
/bin/busybox mount -t devtmpfs dev /dev 2>/dev/null
/bin/busybox --install -s /bin
# The kernel itself calls it there, for what a module asks for by name.
ln -s /bin/busybox /sbin/modprobe
echo "ipa-proof: kernel $(uname -r)"
for module in $(cat /modules); do
  modprobe "$module" 2>/dev/null && echo "ipa-proof: module $module"
done
n=0
while [ $n -lt 20 ] && ! [ -e /sys/block/sr0 -a -e /sys/block/sdb ]; do sleep 1; n=$((n + 1)); done
for disk in /sys/block/*; do echo "ipa-proof: disk \${disk##*/}"; done
for card in /sys/class/net/*; do
  [ -e "$card/device/driver" ] && driver=$(readlink "$card/device/driver") && echo "ipa-proof: network \${driver##*/}"
done
[ -e /dev/ipmi0 ] && echo "ipa-proof: bmc"
grep -q raid1 /proc/mdstat && echo "ipa-proof: raid"
[ -e /proc/net/if_inet6 ] && echo "ipa-proof: ipv6"
[ -d /sys/firmware/dmi/tables ] && echo "ipa-proof: dmi"
[ -e /sys/class/watchdog/watchdog0 ] && echo "ipa-proof: watchdog"
echo "ipa-proof: end"
echo o > /proc/sysrq-trigger
sleep 60
`;

const EXPECTED = [
  ...[
    "module ext4",
    "module vfat",
    "module isofs",
    "module 8021q",
    "module bonding",
    "module raid456",
    "module dm-multipath",
  ],
  ...["disk vda", "disk nvme0n1", "disk sda", "disk sdb", "disk sr0", "network virtio_net", "network e1000"],
  ...["bmc", "raid", "ipv6", "dmi", "watchdog", "end"],
];

/** One machine with a disk of each kind, two network cards, a BMC, a watchdog. It ends by its own power-off. */
export async function bootKernel(options: BootOptions): Promise<BootResult> {
  const { busybox, hasDrivers, kernel, timeoutSeconds, work } = options;
  const initramfs = await pack(join(work, "initramfs"), kernel, busybox, hasDrivers);
  const disks = ["virtio", "nvme", "sata", "usb", "cd"].map((name) => {
    const path = join(work, `${name}.img`);
    writeFileSync(path, "");
    truncateSync(path, 16 << 20);
    return path;
  });
  const drive = (index: number, more: string) =>
    `file=${disks[index]},format=raw,if=none,id=d${index}${more}`;
  const words = [
    ...[
      "-machine",
      "q35,accel=tcg",
      "-cpu",
      "max",
      "-smp",
      "1",
      "-m",
      "512",
      "-nodefaults",
      "-display",
      "none",
    ],
    ...["-no-reboot", "-serial", "stdio", "-kernel", join(kernel, "bzImage"), "-initrd", initramfs],
    ...["-append", "console=ttyS0 quiet panic=-1"],
    ...["-drive", drive(0, ""), "-device", "virtio-blk-pci,drive=d0"],
    ...["-drive", drive(1, ""), "-device", "nvme,serial=proof,drive=d1"],
    ...["-drive", drive(2, ""), "-device", "ide-hd,drive=d2,bus=ide.0"],
    ...["-device", "qemu-xhci", "-drive", drive(3, ""), "-device", "usb-storage,drive=d3"],
    ...["-drive", drive(4, ",media=cdrom,readonly=on"), "-device", "ide-cd,drive=d4,bus=ide.1"],
    ...[
      "-netdev",
      "user,id=n0",
      "-device",
      "virtio-net-pci,netdev=n0",
      "-netdev",
      "user,id=n1",
      "-device",
      "e1000,netdev=n1",
    ],
    ...["-device", "ipmi-bmc-sim,id=bmc", "-device", "isa-ipmi-kcs,bmc=bmc", "-device", "i6300esb"],
  ];
  const begin = Date.now();
  const result = await execa("qemu-system-x86_64", words, {
    stdin: "ignore",
    reject: false,
    timeout: timeoutSeconds * 1000,
  });
  const console = result.stdout ?? "";
  const seen = new Set(console.split(/\r?\n/).flatMap((line) => /ipa-proof: (.*)$/.exec(line)?.[1] ?? []));
  const expected = hasDrivers ? EXPECTED : ["ipv6", "dmi", "end"];
  const missing = expected.filter((word) => !seen.has(word));
  return { missing, seconds: (Date.now() - begin) / 1000, console };
}

async function pack(folder: string, kernel: string, busybox: string, hasDrivers: boolean): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "bin"), { recursive: true });
  cpSync(busybox, join(folder, "bin/busybox"));
  const modules = join(kernel, "root/lib/modules");
  if (existsSync(modules)) cpSync(modules, join(folder, "lib/modules"), { recursive: true });
  writeFileSync(join(folder, "modules"), hasDrivers ? MODULES : "");
  writeFileSync(join(folder, "init"), INIT);
  chmodSync(join(folder, "init"), 0o755);
  const archive = `${folder}.cpio.gz`;
  const words = 'cd "$1" && find . -print0 | sort -z | cpio --quiet -0 -o -H newc -R 0:0 | gzip -1 > "$2"';
  await execa("bash", ["-o", "pipefail", "-c", words, "bash", folder, archive]);
  return archive;
}
