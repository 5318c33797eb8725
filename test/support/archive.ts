import { execa } from "execa";

/** Files below `root` as an archive that a kernel unpacks, by the real cpio; everything is root's. */
export async function archiveOf(root: string, names: readonly string[]): Promise<Uint8Array> {
  const words = ["--quiet", "-o", "-H", "newc", "-R", "0:0"];
  return (await execa("cpio", words, { cwd: root, input: names.join("\n"), encoding: "buffer" })).stdout;
}
