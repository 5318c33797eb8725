/** Where downloads are kept: beside the output, unless the environment or the configuration names a folder. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Places } from "./places.js";

/** The folder, and what make must be told of it: nothing when the configuration itself says so. */
export async function downloadFolder(
  places: Places,
): Promise<{ readonly path: string; readonly variables: Readonly<Record<string, string>> }> {
  const text = await readFile(join(places.output, ".config"), "latin1").catch(() => "");
  const configured = /^BR2_DL_DIR="(.*)"$/m.exec(text)?.[1];
  const ownPlace = configured === undefined || configured === "" || configured.includes("$(");
  if (ownPlace || process.env.BR2_DL_DIR)
    return { path: places.downloads, variables: { BR2_DL_DIR: places.downloads } };
  return { path: configured, variables: {} };
}
