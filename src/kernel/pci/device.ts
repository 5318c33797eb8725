/** PCI devices as people name them, and which entries of tables are for them. */
import { PCI_ANY, type PciEntry } from "./id-table.js";

export interface PciDevice {
  readonly vendor: number;
  readonly device: number;
  /** Class and subclass (0x0108: NVMe), where that is known. */
  readonly class: number | null;
  /** What the list calls it. */
  readonly name: string;
}

/** `8086:1592`, or null. */
export function parsePciId(text: string): PciDevice | null {
  const found = /^(?:0x)?([0-9a-f]{4}):(?:0x)?([0-9a-f]{4})$/i.exec(text.trim());
  if (!found) return null;
  const [vendor, device] = [Number.parseInt(found[1] ?? "", 16), Number.parseInt(found[2] ?? "", 16)];
  return { vendor, device, class: null, name: idText({ vendor, device }) };
}

/** Every device in what `lspci -nn` prints, each once. Lines of other forms (`lspci -nnk` adds some) are passed over. */
export function parseLspci(text: string): readonly PciDevice[] {
  const devices = new Map<string, PciDevice>();
  for (const line of text.split("\n")) {
    const found = /^\S+ (.*?) \[([0-9a-f]{4})\]: (.*) \[([0-9a-f]{4}):([0-9a-f]{4})\]/i.exec(line);
    if (!found) continue;
    const [, kind = "", type = "", name = "", vendor = "", device = ""] = found;
    const parsed = {
      vendor: Number.parseInt(vendor, 16),
      device: Number.parseInt(device, 16),
      class: Number.parseInt(type, 16),
      name: `${kind}: ${name}`,
    };
    devices.set(idText(parsed), parsed);
  }
  return [...devices.values()];
}

export function idText({ vendor, device }: Pick<PciDevice, "vendor" | "device">): string {
  return `${hex(vendor)}:${hex(device)}`;
}

function hex(value: number): string {
  return value.toString(16).padStart(4, "0");
}

/** How an entry is for a device: for just this one, for all of its vendor's, for all of its class, or for cards of one maker that carry it. */
export type Fit = "device" | "vendor" | "class" | "subsystem";

export function fitOf(entry: PciEntry, device: PciDevice): Fit | null {
  if (entry.vendor !== PCI_ANY && entry.vendor !== device.vendor) return null;
  if (entry.device !== PCI_ANY && entry.device !== device.device) return null;
  if (entry.classMask !== 0) {
    // The programming interface is in no list, so it decides nothing here.
    if (device.class === null && entry.device === PCI_ANY) return null;
    const differs = device.class === null ? 0 : (device.class << 8) ^ entry.class;
    if ((differs & entry.classMask & 0xffff00) !== 0) return null;
  }
  if (entry.subvendor !== PCI_ANY) return "subsystem";
  if (entry.device !== PCI_ANY) return "device";
  if (entry.classMask !== 0) return "class";
  return entry.vendor === PCI_ANY ? null : "vendor";
}
