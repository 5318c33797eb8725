/** The tables of a driver's source that say which PCI devices it serves (`struct pci_device_id`). */
import { constantOf, type Unknown } from "../c/constant.js";
import type { Preprocessor } from "../c/preprocessor.js";
import { closing, commaParts, tokensOf } from "../c/tokens.js";

export const PCI_ANY = 0xffffffff;

/** One entry; PCI_ANY where everything matches. `class` is class, subclass and programming interface in 24 bits. */
export interface PciEntry {
  readonly vendor: number;
  readonly device: number;
  readonly subvendor: number;
  readonly subdevice: number;
  readonly class: number;
  readonly classMask: number;
}

export interface PciTable {
  readonly entries: readonly PciEntry[];
  /** Entries whose vendor or device is no constant that could be found. */
  readonly unknown: number;
}

/** The fields of the kernel's structure, in order. */
const FIELDS = [
  "vendor",
  "device",
  "subvendor",
  "subdevice",
  "class",
  "class_mask",
  "driver_data",
  "override_only",
];

/** All entries of all tables in the text of a file, as its preprocessor left it. */
export function pciTableOf(text: string, preprocessor: Preprocessor): PciTable {
  const entries: PciEntry[] = [];
  let unknown = 0;
  const enums = (name: string) => enumerator(name, text);
  for (const found of withTablesShown(text, preprocessor).matchAll(
    /\bpci_device_id\s+\w+\s*\[[^\]]*\][^=;{]*=\s*\{/g,
  )) {
    const from = found.index + found[0].length - 1;
    const end = found.input.indexOf("}", found.input.indexOf(";", from) - 3);
    const tokens = tokensOf(found.input.slice(from, end < 0 ? undefined : end + 1));
    const expanded = preprocessor.expand(tokens.slice(0, closing(tokens, 0)));
    for (const part of commaParts(expanded.slice(1, -1))) {
      const entry = entryOf(part, enums);
      if (entry === "unknown") unknown++;
      else if (entry !== null) entries.push(entry);
    }
  }
  return { entries, unknown };
}

/** Null for the end of a table, and for what no device matches by itself. */
function entryOf(part: readonly string[], enums: Unknown): PciEntry | "unknown" | null {
  const open = part.indexOf("{");
  if (open < 0) return null;
  const values = new Map<string, readonly string[]>();
  let at = 0;
  for (const field of commaParts(part.slice(open + 1, closing(part, open) - 1))) {
    if (field.length === 0) continue;
    const isNamed = field[0] === "." && field[2] === "=";
    const isOldStyle = field[1] === ":";
    if (isNamed) at = FIELDS.indexOf(field[1] ?? "");
    if (isOldStyle) at = FIELDS.indexOf(field[0] ?? "");
    const name = FIELDS[at];
    if (name !== undefined) values.set(name, isNamed ? field.slice(3) : isOldStyle ? field.slice(2) : field);
    at++;
  }
  const number = (name: string) => {
    const tokens = values.get(name);
    return tokens === undefined ? 0 : constantOf(tokens, enums);
  };
  const [vendor, device, type] = [number("vendor"), number("device"), number("class")];
  if ((number("override_only") ?? 0) !== 0) return null;
  if (vendor === null || device === null || type === null) return "unknown";
  if (vendor === 0 && device === 0 && type === 0) return null;
  return {
    vendor,
    device,
    subvendor: number("subvendor") ?? PCI_ANY,
    subdevice: number("subdevice") ?? PCI_ANY,
    class: type,
    classMask: number("class_mask") ?? 0,
  };
}

/** Some tables begin in a macro: then every macro is replaced first. */
function withTablesShown(text: string, preprocessor: Preprocessor): string {
  const isHidden = [...preprocessor.macros.values()].some(({ body }) => body.includes("pci_device_id"));
  return isHidden ? preprocessor.expand(tokensOf(text)).join(" ") : text;
}

/** The value of an enumeration's constant, where one is written beside it. */
function enumerator(name: string, text: string): number | null {
  const value = new RegExp(`\\b${name}\\s*=\\s*(\\w+)\\s*[,}]`).exec(text)?.[1];
  return value === undefined ? null : constantOf([value]);
}
