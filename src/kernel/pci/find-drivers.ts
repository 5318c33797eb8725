/** The drivers of a kernel tree that serve a device, by the tables in their sources. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type Macro, Preprocessor, type ReadInclude } from "../c/preprocessor.js";
import { type BuiltBy, Kbuild } from "../kbuild.js";
import { type Fit, fitOf, type PciDevice } from "./device.js";
import { type PciTable, pciTableOf } from "./id-table.js";

export interface Driver extends BuiltBy {
  /** Relative to the tree. */
  readonly source: string;
  readonly fit: Fit;
}

export interface DriverSource {
  readonly source: string;
  readonly table: PciTable;
  /** Null where the makefiles do not say what builds it. */
  readonly builtBy: BuiltBy | null;
}

/** Where drivers are; architectures have some of their own. */
const FOLDERS = ["drivers", "sound", "arch/x86", "arch/arm64"];
/** Headers that tables are written with. */
const HEADERS = ["include/linux/mod_devicetable.h", "include/linux/pci_ids.h", "include/linux/pci.h"];

/** Every source with a table of PCI devices. Reads all sources of drivers: some seconds. */
export function* pciDriverSources(tree: string): Generator<DriverSource> {
  const kbuild = new Kbuild((path) => textOf(join(tree, path)));
  const base = baseMacros(tree);
  const read = includesOf(tree);
  for (const path of sourceFiles(tree)) {
    const text = textOf(path);
    // A table may lie in another source that this one includes.
    if (text === null || !/pci_device_id|#include\s+"[^"]+(\.c|pci[^"]*)"/.test(text)) continue;
    let table = tableOf(path, text, read(false), base);
    // Its devices may have their names in a header that has nothing of PCI in its own.
    if (table.unknown > 0) table = tableOf(path, text, read(true), base);
    if (table.entries.length === 0 && table.unknown === 0) continue;
    const source = relative(tree, path);
    yield { source, table, builtBy: kbuild.builtBy(source) };
  }
}

function tableOf(path: string, text: string, read: ReadInclude, base: ReadonlyMap<string, Macro>): PciTable {
  const preprocessor = new Preprocessor(read, base);
  return pciTableOf(preprocessor.file(path, text), preprocessor);
}

/** The closest first. */
export const FITS: readonly Fit[] = ["device", "vendor", "class", "subsystem"];

/** For each device all drivers that serve it. */
export function findDrivers(
  tree: string,
  devices: readonly PciDevice[],
): ReadonlyMap<PciDevice, readonly Driver[]> {
  const found = new Map<PciDevice, Driver[]>(devices.map((device) => [device, []]));
  for (const { builtBy, source, table } of pciDriverSources(tree)) {
    if (builtBy === null) continue;
    for (const device of devices) {
      const fits = new Set(table.entries.map((entry) => fitOf(entry, device)));
      const fit = FITS.find((each) => fits.has(each));
      const drivers = found.get(device) ?? [];
      if (fit === undefined || drivers.some(({ symbol }) => symbol === builtBy.symbol)) continue;
      drivers.push({ ...builtBy, source, fit });
    }
  }
  return found;
}

function baseMacros(tree: string): ReadonlyMap<string, Macro> {
  const preprocessor = new Preprocessor(() => null);
  for (const header of HEADERS) {
    const path = join(tree, header);
    preprocessor.file(path, textOf(path) ?? "");
  }
  return preprocessor.macros;
}

/** Headers beside a source; of the kernel's own only those about PCI, for the others define no devices. */
function includesOf(tree: string) {
  const texts = new Map<string, string | null>();
  const load = (path: string): string | null => {
    const known = texts.get(path);
    if (known !== undefined) return known;
    const text = textOf(path);
    texts.set(path, text);
    return text;
  };
  const find = (paths: readonly string[]) => {
    for (const path of paths) {
      const text = load(path);
      if (text !== null) return { path, text };
    }
    return null;
  };
  const foldersOf = (from: string) => {
    const beside = dirname(from);
    return [beside, ...searchedFolders(tree, beside, load(join(beside, "Makefile")) ?? "")];
  };
  return (all: boolean): ReadInclude =>
    (name, from, system) => {
      if (!system) return find(foldersOf(from).map((dir) => join(dir, name)));
      if (HEADERS.includes(`include/${name}`)) return null;
      const own = find(
        foldersOf(from)
          .slice(1)
          .map((dir) => join(dir, name)),
      );
      return own ?? (all || /pci/i.test(name) ? find([join(tree, "include", name)]) : null);
    };
}

/** `ccflags-y += -I $(srctree)/drivers/net/...`, `-I $(src)/../include`. */
function searchedFolders(tree: string, dir: string, makefile: string): readonly string[] {
  return [...makefile.matchAll(/-I\s*(?:\$\(srctree\)\/(?!\$)|(?:\$\(srctree\)\/)?(\$\(src\)\/))(\S+)/g)].map(
    ([, ofSource, path = ""]) => join(ofSource === undefined ? tree : dir, path),
  );
}

function* sourceFiles(tree: string): Generator<string> {
  const folders = FOLDERS.map((folder) => join(tree, folder));
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) folders.push(path);
      else if (entry.isFile() && entry.name.endsWith(".c")) yield path;
    }
  }
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return null;
  }
}
