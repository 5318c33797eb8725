/** Which compiler builds the programs for this machine. */
import { realpathSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { FileDigests } from "./file-digests.js";

/** Path and content of HOSTCC, or of the gcc on PATH: a compiler of another version is another file. */
export function hostCompilerIdentity(
  files: FileDigests,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const command = (env.HOSTCC ?? "gcc").trim().split(/\s+/)[0] ?? "gcc";
  const places = command.includes("/")
    ? [command]
    : (env.PATH ?? "").split(delimiter).map((dir) => join(dir, command));
  for (const place of places) {
    const digest = files.file(place);
    if (digest !== null) return `${realpathSync(place)} ${digest}`;
  }
  return "none";
}
