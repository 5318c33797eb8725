/** Reads the inventory that an agent sends: only what is looked at, and nothing believed. Pure. */

export interface Inventory {
  readonly disks: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly serial: string | null;
  }[];
  readonly cards: readonly { readonly name: string; readonly address: string }[];
  /** Megabytes that the firmware tells of; null: the agent could not say. */
  readonly physicalMegabytes: number | null;
  /** Bytes that the kernel has; null: the agent could not say. */
  readonly totalBytes: number | null;
  /** `0.0.0.0`: there is a BMC, which has no address. Null: there is none. */
  readonly bmcAddress: string | null;
  readonly bootMode: string | null;
}

/** The field `inventory` of what is sent to be inspected; null when it holds no such thing. */
export function readInventory(body: unknown): Inventory | null {
  const inventory = field(body, "inventory");
  if (typeof inventory !== "object" || inventory === null) return null;
  const memory = field(inventory, "memory");
  return {
    disks: list(inventory, "disks").map((disk) => ({
      name: text(disk, "name") ?? "",
      bytes: number(disk, "size") ?? 0,
      serial: text(disk, "serial"),
    })),
    cards: list(inventory, "interfaces").map((card) => ({
      name: text(card, "name") ?? "",
      address: (text(card, "mac_address") ?? "").toLowerCase(),
    })),
    physicalMegabytes: number(memory, "physical_mb"),
    totalBytes: number(memory, "total"),
    bmcAddress: text(inventory, "bmc_address"),
    bootMode: text(field(inventory, "boot"), "current_boot_mode"),
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function list(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

function text(value: unknown, name: string): string | null {
  const found = field(value, name);
  return typeof found === "string" ? found : null;
}

function number(value: unknown, name: string): number | null {
  const found = field(value, name);
  return typeof found === "number" ? found : null;
}
