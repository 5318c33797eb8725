/** Which of several drivers for one device a deploy image wants. Pure. */
import type { PciDevice } from "./device.js";
import { type Driver, FITS } from "./find-drivers.js";

/** By class of the device (its upper byte): where its driver lies. */
const FOLDERS_OF_CLASS: Readonly<Record<number, readonly string[]>> = {
  1: ["drivers/nvme/", "drivers/ata/", "drivers/scsi/", "drivers/block/", "drivers/message/"],
  2: ["drivers/net/", "drivers/infiniband/"],
  3: ["drivers/gpu/", "drivers/video/"],
  12: ["drivers/usb/", "drivers/i2c/", "drivers/infiniband/"],
};

/** Of no class that is known: what an agent deploys with comes first. */
const FOLDERS = [
  "drivers/net/",
  "drivers/nvme/",
  "drivers/scsi/",
  "drivers/ata/",
  "drivers/block/",
  "drivers/message/",
  "drivers/infiniband/",
  "drivers/usb/",
  "drivers/virtio/",
];

/** The drivers that are closest to the device (those of its whole class only where none names it), the likeliest first. */
export function preferredDrivers(device: PciDevice, drivers: readonly Driver[]): readonly Driver[] {
  const closest = FITS.find((fit) => drivers.some((driver) => driver.fit === fit));
  const folders = device.class === null ? [] : (FOLDERS_OF_CLASS[device.class >> 8] ?? []);
  const order = [...folders, ...FOLDERS];
  const rank = ({ source }: Driver) => {
    const at = order.findIndex((folder) => source.startsWith(folder));
    return at < 0 ? order.length : at;
  };
  return drivers
    .filter(({ fit }) => fit === closest)
    .sort((one, other) => rank(one) - rank(other) || one.symbol.localeCompare(other.symbol));
}
