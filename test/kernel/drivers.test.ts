/** Which drivers a kernel tree has for a PCI device: tables in all the forms that drivers write them in. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { idText, type PciDevice, parseLspci, parsePciId } from "../../src/kernel/pci/device.js";
import { findDrivers, pciDriverSources } from "../../src/kernel/pci/find-drivers.js";
import { preferredDrivers } from "../../src/kernel/pci/prefer.js";
import { put } from "../external/tree.js";

const tree = mkdtempSync(join(tmpdir(), "ipa-drivers-"));
const file = (path: string, ...lines: string[]) => put(join(tree, path), `${lines.join("\n")}\n`);

beforeAll(() => {
  file("include/linux/mod_devicetable.h", "#define PCI_ANY_ID (~0)");
  file("include/linux/pci_ids.h", "#define PCI_VENDOR_ID_INTEL 0x8086", "#define PCI_CLASS_NVME 0x010802");
  file(
    "include/linux/pci.h",
    "#define PCI_DEVICE(vend,dev) \\",
    "\t.vendor = (vend), .device = (dev), \\",
    "\t.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID",
    "#define PCI_VDEVICE(vend, dev) \\",
    "\t.vendor = PCI_VENDOR_ID_##vend, .device = (dev), \\",
    "\t.subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID, 0, 0",
    "#define PCI_DEVICE_CLASS(c,m) .class = (c), .class_mask = (m), .vendor = PCI_ANY_ID, \\",
    "\t.device = PCI_ANY_ID, .subvendor = PCI_ANY_ID, .subdevice = PCI_ANY_ID",
  );
  file("drivers/net/Makefile", "obj-$(CONFIG_NET_TEN) += ten/", "obj-$(CONFIG_OLD_CARD) += old-card.o");
  file(
    "drivers/net/ten/Makefile",
    "obj-$(CONFIG_TEN) += ten.o",
    "ten-y := ten_main.o \\",
    "\thw/common.o",
    "ten-$(CONFIG_DEBUG_FS) += ten_debug.o",
  );
  file(
    "drivers/net/ten/ten_ids.h",
    "#ifndef IDS",
    "#define IDS",
    "#define TEN_DEV 0x1592 /* ten */",
    "#endif",
  );
  file(
    "drivers/net/ten/ten_main.c",
    '#include <linux/pci.h>\n#include "ten_ids.h"',
    "#define OWN(d, b) { PCI_VDEVICE(INTEL, d), b }",
    "static const struct pci_device_id ten_tbl[] = {",
    "\t{ PCI_VDEVICE(INTEL, TEN_DEV), 1 }, // the first",
    "#ifdef CONFIG_TEN_MORE",
    "\tOWN(0x1593, board),",
    "#else",
    "\tOWN(0x9999, board),",
    "#endif",
    "\t{ 0, }",
    "};",
  );
  file(
    "drivers/net/ten/hw/common.c",
    "static const struct pci_device_id more[] __x = { { 0x8086, 0x1594, PCI_ANY_ID, PCI_ANY_ID, 0, 0, 0 }, {} };",
  );
  file(
    "drivers/net/old-card.c",
    "#define ID(x) { (unsigned)((x) >> 48), ((x) >> 32) & 0xffff, PCI_ANY_ID, PCI_ANY_ID, 0x0200 << 8, 0xffff00 }",
    "enum { THE_CARD = 0x0042 };",
    "static struct pci_device_id old_tbl[] = { ID(0x1234564200000000ull), { PCI_DEVICE(0x1234, THE_CARD) }, { } };",
  );
  file("drivers/nvme/Makefile", "obj-y += host/");
  file("drivers/Makefile", "obj-$(CONFIG_NVME_ALL) += nvme/");
  file("drivers/nvme/host/Makefile", "obj-$(CONFIG_NVME) += nvme.o", "nvme-y += pci.o");
  file(
    "drivers/nvme/host/pci.c",
    "static const struct pci_device_id t[] = { { PCI_DEVICE_CLASS(PCI_CLASS_NVME, 0xffffff) }, { 0 } };",
  );
  file(
    "drivers/vdpa/Makefile",
    "obj-$(CONFIG_CARRIED) += carried.o",
    "obj-$(CONFIG_WHOLE_VENDOR) += vendor.o",
  );
  file(
    "drivers/vdpa/carried.c",
    "static const struct pci_device_id t[] = { { .vendor = 0x1af4, .device = 0x1041, .subvendor = 0x8086, .subdevice = 1 }, {} };",
  );
  file(
    "drivers/vdpa/vendor.c",
    "static const struct pci_device_id t[] = { { PCI_DEVICE(0x1af4, PCI_ANY_ID) }, {} };",
  );
  file("drivers/edac/Makefile", "obj-$(CONFIG_EDAC_TEN) += ten_edac.o");
  file(
    "drivers/edac/ten_edac.c",
    "static const struct pci_device_id t[] = { { PCI_DEVICE(0x8086, 0x1592) }, {} };",
  );
});
afterAll(() => rmSync(tree, { recursive: true }));

function device(id: string): PciDevice {
  const parsed = parsePciId(id);
  if (parsed === null) throw new Error(id);
  return parsed;
}

function driversOf(wanted: PciDevice): readonly string[] {
  return preferredDrivers(wanted, findDrivers(tree, [wanted]).get(wanted) ?? []).map(({ symbol }) => symbol);
}

describe("the drivers of a device", () => {
  it.each([
    [
      "8086:1592",
      "a constant of a header beside it; the network card before what watches its memory",
      ["TEN", "EDAC_TEN"],
    ],
    ["8086:1593", "a macro of the driver's own, under an option that counts as set", ["TEN"]],
    ["8086:9999", "the branch that such an option hides", []],
    ["8086:1594", "a source of a folder below that belongs to the same module", ["TEN"]],
    ["1234:5642", "arithmetic of 64 bits and casts", ["OLD_CARD"]],
    ["1234:0042", "a constant of an enumeration", ["OLD_CARD"]],
    ["1af4:1041", "all of a vendor's before the cards of one maker that carry it", ["WHOLE_VENDOR"]],
    ["abcd:0001", "none", []],
  ])("%s: %s", (id, _, symbols) => {
    expect(driversOf(device(id))).toEqual(symbols);
  });

  it("are found by class where no table names the device", () => {
    expect(driversOf({ ...device("144d:a80a"), class: 0x0108 })).toEqual(["NVME"]);
    expect(driversOf({ ...device("144d:a80a"), class: 0x0200 })).toEqual([]);
  });

  it("have the names of modules, and no entry is left unread", () => {
    const sources = [...pciDriverSources(tree)];
    expect(sources.map(({ builtBy }) => builtBy?.module).sort()).toEqual([
      "carried",
      "nvme",
      "old_card",
      "ten",
      "ten",
      "ten_edac",
      "vendor",
    ]);
    expect(sources.filter(({ table }) => table.unknown > 0)).toEqual([]);
  });
});

describe("devices as people name them", () => {
  it("reads ids, and what lspci -nn prints, each device once", () => {
    expect(parsePciId("0x8086:0X1592")?.device).toBe(0x1592);
    expect(parsePciId("8086")).toBeNull();
    const text = [
      "03:00.0 Ethernet controller [0200]: Intel Corporation E810-C [8086:1592] (rev 02)",
      "\tSubsystem: Intel Corporation E810 [8086:0002]",
      "03:00.1 Ethernet controller [0200]: Intel Corporation E810-C [8086:1592] (rev 02)",
      "0000:04:00.0 Non-Volatile memory controller [0108]: Samsung [X] SSD [144d:a80a]",
    ];
    expect(parseLspci(text.join("\n")).map((each) => [idText(each), each.class, each.name])).toEqual([
      ["8086:1592", 0x0200, "Ethernet controller: Intel Corporation E810-C"],
      ["144d:a80a", 0x0108, "Non-Volatile memory controller: Samsung [X] SSD"],
    ]);
  });
});
