/**
 * Whether our menu and the modules that openstack_ipa_defconfig builds into GRUB start a kernel from a CD. The ISO is put
 * together in the way of Buildroot's fs/iso9660, with Debian's GRUB, a kernel that other tests made, and BusyBox.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { findFirmware } from "../../src/cli/acceptance/ways.js";
import { temporaryFolder } from "../cli/rig.js";
import { archiveOf } from "../support/archive.js";
import { available, put, repository } from "./tree.js";

const firmware = findFirmware();
const busybox = "/bin/busybox";
const kernel = ["ci-kernel/bzImage", "agent-image/vmlinuz"]
  .map((name) => join(repository, ".corpus", name))
  .find((path) => existsSync(path));
const needs = [
  "/usr/bin/qemu-system-x86_64",
  "/usr/bin/grub-mkimage",
  "/usr/lib/grub/i386-pc/cdboot.img",
  "/usr/lib/grub/x86_64-efi/moddep.lst",
  "/usr/bin/xorriso",
  "/usr/bin/mcopy",
  "/usr/sbin/mkfs.vfat",
  busybox,
];

const INIT = `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys
/bin/busybox mount -t proc proc /proc
/bin/busybox mount -t sysfs sysfs /sys
echo "started with: $(/bin/busybox cat /proc/cmdline)"
[ -d /sys/firmware/efi ] && echo "started by: UEFI" || echo "started by: BIOS"
/bin/busybox poweroff -f
`;

/** What a string option of the defconfig says. */
function setting(name: string): string {
  const text = readFileSync(join(repository, "configs/openstack_ipa_defconfig"), "utf8");
  const value = new RegExp(`^${name}="(.*)"$`, "m").exec(text)?.[1];
  if (value === undefined) throw new Error(`${name} is not in the defconfig`);
  return value.replaceAll("$(BR2_EXTERNAL_IPA_PATH)", repository);
}

const modules = (target: "PC" | "EFI") => setting(`BR2_TARGET_GRUB2_BUILTIN_MODULES_${target}`).split(" ");

async function initramfs(): Promise<Uint8Array> {
  const root = temporaryFolder();
  put(join(root, "init"), INIT, 0o755);
  mkdirSync(join(root, "bin"));
  copyFileSync(busybox, join(root, "bin/busybox"));
  return await archiveOf(root, ["init", "bin", "bin/busybox"]);
}

/** As fs/iso9660 and boot/grub2 make it, for both ways to start. */
async function makeIso(): Promise<string> {
  const work = temporaryFolder();
  const [root, efi] = [join(work, "root"), join(work, "bootx64.efi")];
  const prefix = `(${setting("BR2_TARGET_GRUB2_BOOT_PARTITION")})/boot/grub`;
  const core = join(work, "grub.img");
  await execa("grub-mkimage", ["-O", "i386-pc", "-o", core, "-p", prefix, ...modules("PC")]);
  const config = setting("BR2_TARGET_GRUB2_BUILTIN_CONFIG_EFI");
  const words = ["-O", "x86_64-efi", "-o", efi, "-p", "/EFI/BOOT", "-c", config, ...modules("EFI")];
  await execa("grub-mkimage", words);
  const menu = readFileSync(setting("BR2_TARGET_ROOTFS_ISO9660_BOOT_MENU"), "utf8")
    .replaceAll("__KERNEL_PATH__", "/boot/bzImage")
    .replaceAll("__INITRD_PATH__", "/boot/initrd");
  put(join(root, "boot/grub/grub.cfg"), menu);
  const cdboot = readFileSync("/usr/lib/grub/i386-pc/cdboot.img");
  writeFileSync(join(root, "boot/grub/grub-eltorito.img"), Buffer.concat([cdboot, readFileSync(core)]));
  copyFileSync(kernel ?? "", join(root, "boot/bzImage"));
  writeFileSync(join(root, "boot/initrd"), await initramfs());
  const fat = put(join(root, "boot/fat.efi"), "");
  truncateSync(fat, 1 << 20);
  await execa("/usr/sbin/mkfs.vfat", [fat]);
  await execa("mmd", ["-i", fat, "::/EFI", "::/EFI/BOOT"]);
  await execa("mcopy", ["-i", fat, efi, "::/EFI/BOOT/bootx64.efi"]);
  const iso = join(work, "ipa.iso");
  const bios = [
    "-b",
    "boot/grub/grub-eltorito.img",
    "-no-emul-boot",
    "-boot-load-size",
    "4",
    "-boot-info-table",
  ];
  const uefi = ["-eltorito-alt-boot", "--efi-boot", "boot/fat.efi", "-no-emul-boot"];
  await execa("xorriso", ["-as", "mkisofs", "-J", "-R", ...bios, ...uefi, "-o", iso, root]);
  return iso;
}

/** The firmware in place of the BIOS; what it writes is thrown away. */
function flash(code: string, variables: string): readonly string[] {
  const words = (file: string, more: string) => ["-drive", `if=pflash,format=raw,file=${file},${more}`];
  return [...words(code, "readonly=on"), ...words(variables, "snapshot=on")];
}

/** What the machine says on its serial line until it switches itself off. */
async function start(iso: string, words: readonly string[]): Promise<string> {
  const machine = [
    "-machine",
    "q35,accel=tcg",
    "-cpu",
    "max",
    "-m",
    "512",
    "-nodefaults",
    "-display",
    "none",
  ];
  const { stdout } = await execa(
    "qemu-system-x86_64",
    [...machine, "-no-reboot", "-serial", "stdio", "-cdrom", iso, ...words],
    { stdin: "ignore", reject: false, timeout: 400_000 },
  );
  return stdout;
}

// A dynamic BusyBox, which ldd can read, is of no use in an empty initramfs.
const isHere = needs.every((path) => existsSync(path)) && !available("ldd", busybox);

describe.skipIf(kernel === undefined || firmware?.kind !== "uefi" || !isHere)(
  "the ISO's loaders, with the menu and modules of the openstack profile",
  { timeout: 450_000 },
  () => {
    it.each([
      ["BIOS", []],
      ["UEFI", firmware?.kind === "uefi" ? flash(firmware.code, firmware.variables) : []],
    ])("start the kernel from a CD under %s, as one that came by virtual media", async (name, words) => {
      const console = await start(await makeIso(), words);
      expect(console).toMatch(/started with: .*console=ttyS0,115200n8 boot_method=vmedia/);
      expect(console).toContain(`started by: ${name}`);
    });
  },
);
