/** What `make show-info` says of the packages of a configuration: one JSON object. */
import { EXIT, UserError } from "../errors.js";

export interface PackageInfo {
  readonly name: string;
  readonly kind: "target" | "host" | "rootfs";
  readonly version: string;
  /** Relative to the output folder; null where the package leaves no stamps (root filesystems). */
  readonly stampDir: string | null;
  readonly dependencies: readonly string[];
}

/**
 * Reads the JSON out of make's output (other lines may stand around it).
 * @throws UserError (exit code 1) when there is none.
 */
export function parseShowInfo(lines: readonly string[]): ReadonlyMap<string, PackageInfo> {
  const text = lines.find((line) => line.startsWith("{"));
  let data: unknown;
  try {
    data = JSON.parse(text ?? "");
  } catch {
    throw new UserError("make show-info: printed no JSON: run it by hand to see why", EXIT.failure);
  }
  const packages = new Map<string, PackageInfo>();
  for (const [name, value] of Object.entries(data as Record<string, Record<string, unknown>>)) {
    const kind = value.type;
    packages.set(name, {
      name,
      kind: kind === "host" || kind === "rootfs" ? kind : "target",
      version: typeof value.version === "string" ? value.version : "",
      stampDir: typeof value.stamp_dir === "string" ? value.stamp_dir : null,
      dependencies: Array.isArray(value.dependencies) ? value.dependencies.map(String) : [],
    });
  }
  return packages;
}
