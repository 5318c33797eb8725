import { unicodeOf } from "../byte-text.js";
import type { Host } from "../host.js";

/** The contents of a sourced file: as named, else below `$srctree`; null when it is in neither place. */
export function readSource(host: Host, name: string): string | null {
  const path = unicodeOf(name);
  const direct = host.readFile(path);
  const sourceTree = host.env("srctree");
  if (direct !== null || path.startsWith("/") || sourceTree === undefined) return direct;
  return host.readFile(`${sourceTree}/${path}`);
}
