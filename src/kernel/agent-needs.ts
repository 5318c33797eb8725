/**
 * What the agent (ironic-python-agent), the programs it starts and systemd need of a kernel, whatever the hardware: by
 * reading the agent's sources (files, devices and ioctls that it uses), the programs' documentation and systemd's README.
 */
import { type Config, MOD, NO, type Tri, YES } from "kconfig-parser";
import type { Architecture } from "./hardware.js";

export interface Need {
  readonly symbols: readonly string[];
  /** What needs them. */
  readonly for: string;
  /** Only of this architecture. */
  readonly arch?: Architecture;
  /** y: a module would come too late, or there is no such thing as a module of it. */
  readonly atLeast: "m" | "y";
}

const need = (atLeast: "m" | "y", symbols: string, what: string, arch?: Architecture): Need => ({
  atLeast,
  symbols: symbols.split(" "),
  for: what,
  ...(arch ? { arch } : {}),
});

export const AGENT_NEEDS: readonly Need[] = [
  need("y", "PROC_FS PROC_SYSCTL SYSCTL", "/proc/cmdline, /proc/mounts, /proc/mdstat, drop_caches"),
  need("y", "MAGIC_SYSRQ", "power off by /proc/sysrq-trigger, when nothing else works"),
  need("y", "SYSFS PCI PCI_MSI BLOCK NUMA", "the inventory: network cards, disks, PCI devices, memory nodes"),
  need("y", "BLK_DEV_INITRD RD_XZ RD_ZSTD BINFMT_ELF BINFMT_SCRIPT", "the initramfs and its programs"),
  need("y", "XZ_DEC_X86", "the initramfs, which external.mk packs with xz's filter for x86", "x86"),
  need("y", "EFI EFI_STUB EFI_PARTITION MSDOS_PARTITION", "booting by UEFI; partition tables"),
  need("y", "EFIVAR_FS", "efibootmgr: the boot order"),
  need("y", "DEBUG_FS", "LLDP off in Intel's X710, by /sys/kernel/debug/i40e"),
  need("y", "DEVTMPFS DEVTMPFS_MOUNT TMPFS TMPFS_XATTR INOTIFY_USER", "udev, and the names in /dev/disk"),
  need("y", "FHANDLE SIGNALFD TIMERFD EPOLL EVENTFD SHMEM FILE_LOCKING FUTEX", "udev, systemd, Python"),
  need("y", "DMI DMIID DMI_SYSFS", "dmidecode, lshw, the vendor and serial number of the machine"),
  need("y", "CGROUPS MEMCG PSI CGROUP_SCHED CGROUP_PIDS", "systemd: units and their memory"),
  need("y", "NAMESPACES NET_NS USER_NS SECCOMP SECCOMP_FILTER KCMP", "systemd: sandboxes of services"),
  need("m", "AUTOFS_FS", "systemd: automount units"),
  need("y", "TMPFS_POSIX_ACL BLK_DEV_BSG", "systemd and udev: rights on devices, scsi_id"),
  need("y", "NET_SCHED NET_SCH_FQ_CODEL", "systemd's default queue"),
  need("y", "UNIX INET IPV6 PACKET", "the API, DHCP on IPv4 and IPv6, LLDP"),
  need("m", "VLAN_8021Q", "ipa-enable-vlan-interfaces, VLANs of network_data.json"),
  need("m", "BONDING", "bonds of network_data.json"),
  need("m", "IP_NF_IPTABLES IP_NF_FILTER", "the log collector's iptables -L"),
  need("m", "USB USB_XHCI_HCD USB_EHCI_HCD USB_UHCI_HCD USB_STORAGE USB_UAS", "virtual media of a BMC"),
  need("y", "BLK_DEV_SD", "disks"),
  need("m", "BLK_DEV_SR CDROM ISO9660_FS", "virtual media and config drives as CDs"),
  need("y", "JOLIET ZISOFS", "long names and compressed files on CDs"),
  need("m", "VFAT_FS NLS_CODEPAGE_437 NLS_ISO8859_1 NLS_UTF8", "EFI system partitions, virtual floppies"),
  need("m", "UDF_FS", "config drives as UDF"),
  need("m", "EXT4_FS", "partition images, mkfs.ext4 and ext3"),
  need("y", "EXT4_USE_FOR_EXT2", "config drives as ext2"),
  need("m", "BLK_DEV_LOOP", "mounting a config drive's image"),
  need("m", "SCSI ATA SATA_AHCI BLK_DEV_NVME NVME_CORE", "disks of every server; nvme format, secure erase"),
  need("m", "CHR_DEV_SG", "hdparm and smartctl: secure erase, self-tests"),
  need("y", "MD", "software RAID"),
  need("m", "BLK_DEV_MD MD_RAID0 MD_RAID1 MD_RAID10 MD_RAID456", "software RAID: mdadm"),
  need("m", "BLK_DEV_DM DM_MULTIPATH SCSI_DH_ALUA SCSI_DH_RDAC SCSI_DH_EMC", "multipath"),
  need("y", "DM_UEVENT SCSI_DH", "multipathd"),
  need("m", "IPMI_HANDLER IPMI_DEVICE_INTERFACE IPMI_SI IPMI_SSIF", "the BMC's address: ipmitool lan print"),
  need("m", "ACPI_IPMI IPMI_WATCHDOG", "the BMC's own requests and watchdog"),
  need("m", "ISCSI_IBFT ISCSI_TCP SCSI_ISCSI_ATTRS", "iscsistart: machines that boot from iSCSI"),
  need("y", "ISCSI_IBFT_FIND", "the table of iSCSI boot in the memory of a BIOS", "x86"),
  need("y", "WATCHDOG", "systemd's RuntimeWatchdogSec"),
  need("m", "I6300ESB_WDT", "the watchdog of QEMU"),
  need("y", "RTC_CLASS", "hwclock --systohc"),
  need("y", "RTC_DRV_CMOS", "hwclock --systohc", "x86"),
  need("m", "RTC_DRV_EFI", "hwclock --systohc", "arm64"),
  need("m", "INPUT_EVDEV", "logind: the power button"),
  need("m", "TCG_TPM TCG_TIS TCG_CRB", "the inventory of a TPM"),
  need("m", "HW_RANDOM HW_RANDOM_VIRTIO", "random numbers for the TLS key of each boot"),
  need("y", "FW_LOADER MODULES", "firmware of network cards, drivers in the initramfs"),
  need("y", "MICROCODE", "the processor's own updates", "x86"),
  need("y", "AIO", "qemu-img convert"),
];

/** A need that a configuration does not meet. */
export interface UnmetNeed {
  readonly symbol: string;
  readonly for: string;
  readonly atLeast: "m" | "y";
  /** The value that it has; null where the kernel has no such option. */
  readonly got: string | null;
}

/** Which needs of the agent a kernel's configuration leaves unmet. */
export function unmetNeeds(config: Config, arch: Architecture): readonly UnmetNeed[] {
  return AGENT_NEEDS.filter((each) => each.arch === undefined || each.arch === arch).flatMap((each) =>
    each.symbols.flatMap((name) => {
      const symbol = config.tree.symbol(name);
      const value: Tri = symbol === undefined ? NO : config.triValue(symbol);
      if (value >= (each.atLeast === "y" ? YES : MOD)) return [];
      const got = symbol === undefined ? null : config.stringValue(symbol);
      return [{ symbol: name, for: each.for, atLeast: each.atLeast, got }];
    }),
  );
}
