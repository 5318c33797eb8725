/** A small initramfs of a kernel's modules and BusyBox, which says on the console what it sees and powers off. */
import { chmodSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";

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
while [ -s /modules -a $n -lt 20 ] && ! [ -e /sys/block/sr0 -a -e /sys/block/sdb ]; do sleep 1; n=$((n + 1)); done
for disk in /sys/block/*; do echo "ipa-proof: disk \${disk##*/}"; done
for card in /sys/class/net/*; do
  [ -e "$card/device/driver" ] && driver=$(readlink "$card/device/driver") && echo "ipa-proof: network \${driver##*/}"
done
[ -e /dev/ipmi0 ] && echo "ipa-proof: bmc"
grep -q raid1 /proc/mdstat && echo "ipa-proof: raid"
[ -e /proc/net/if_inet6 ] && echo "ipa-proof: ipv6"
[ -d /sys/firmware/dmi/tables ] && echo "ipa-proof: dmi"
[ -d /sys/firmware/acpi/tables ] && echo "ipa-proof: acpi"
[ -d /sys/firmware/efi ] && echo "ipa-proof: efi"
mount -t efivarfs efivarfs /sys/firmware/efi/efivars 2>/dev/null &&
  ls /sys/firmware/efi/efivars | grep -q . && echo "ipa-proof: efi variables"
hwclock -u >/dev/null 2>&1 && echo "ipa-proof: clock"
grep -q "Power Button" /proc/bus/input/devices && echo "ipa-proof: power button"
[ -e /sys/class/watchdog/watchdog0 ] && echo "ipa-proof: watchdog"
echo "ipa-proof: end"
echo o > /proc/sysrq-trigger
sleep 60
`;

export interface Contents {
  /** With `root/lib/modules`. */
  readonly kernel: string;
  readonly busybox: string;
  /** Whether the kernel has the drivers and file systems of a profile. */
  readonly hasDrivers: boolean;
}

/** @param folder where it is put together; the archive lies beside it */
export async function packInitramfs(
  folder: string,
  { busybox, hasDrivers, kernel }: Contents,
): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "bin"), { recursive: true });
  cpSync(busybox, join(folder, "bin/busybox"), { dereference: true });
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

/** What INIT said. */
export function wordsOf(console: string): ReadonlySet<string> {
  return new Set(console.split(/\r?\n/).flatMap((line) => /ipa-proof: (.*)$/.exec(line)?.[1] ?? []));
}
