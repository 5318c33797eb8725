/** Measures an output folder: its images, and the files of the root file system by the package that brought them. */
import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { onDisk } from "../graph/sizes.js";
import { filesOfArchive } from "./archive.js";
import { ownersOf } from "./owners.js";
import { estimatePacked } from "./packed.js";
import type { SizeReport } from "./report.js";

/** What Buildroot packs, and keeps beside what became of it. */
const ARCHIVE = "rootfs.cpio";

/**
 * Whose what is in the archive, where the image has one: target/ also holds what post-fakeroot leaves out of it.
 *
 * @throws UserError when the archive is broken
 */
export async function measure(output: string): Promise<SizeReport> {
  const images = Object.fromEntries(
    filesBelow(join(output, "images"), "")
      .map(({ path, bytes }): [string, number] => [path, bytes])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  const ownerOf = ownersOf(output);
  const archive = join(output, "images", ARCHIVE);
  if (!existsSync(archive)) {
    const files = byOwner(filesBelow(join(output, "target"), ""), ownerOf);
    return { images, of: "target", packages: sums(files, ({ bytes }) => bytes), packed: null };
  }
  const files = byOwner(filesOfArchive(archive), ownerOf);
  const packages = sums(files, ({ content }) => content.length);
  const image = Object.keys(images).find((name) => name.startsWith(`${ARCHIVE}.`));
  const packed =
    image === undefined ? null : { image, packages: await estimatePacked(files, images[image] ?? 0) };
  return { images, of: ARCHIVE, packages, packed };
}

function byOwner<File extends { readonly path: string }>(
  files: Iterable<File>,
  ownerOf: (path: string) => string,
): ReadonlyMap<string, readonly File[]> {
  const groups = new Map<string, File[]>();
  for (const file of files) {
    const owner = ownerOf(file.path);
    const known = groups.get(owner);
    if (known) known.push(file);
    else groups.set(owner, [file]);
  }
  return groups;
}

/** Bytes by owner, the largest first. */
function sums<File>(
  groups: ReadonlyMap<string, readonly File[]>,
  bytesOf: (file: File) => number,
): Readonly<Record<string, number>> {
  const sizes = [...groups].map(([owner, files]): [string, number] => [
    owner,
    files.reduce((sum, file) => sum + bytesOf(file), 0),
  ]);
  return Object.fromEntries(sizes.sort(([, one], [, other]) => other - one));
}

function filesBelow(root: string, below: string): { path: string; bytes: number }[] {
  return namesIn(onDisk(root, below)).flatMap((name) => {
    const path = below === "" ? name : `${below}/${name}`;
    const info = lstatSync(onDisk(root, path));
    if (info.isDirectory()) return filesBelow(root, path);
    return info.isFile() ? [{ path, bytes: info.size }] : [];
  });
}

function namesIn(folder: Buffer): readonly string[] {
  try {
    return readdirSync(folder, "latin1");
  } catch {
    return [];
  }
}
