/** How much each package installed, from Buildroot's lists (`OUTPUT/build/PACKAGE/.files-list.txt`, lines `package,./path`). */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PackageSize } from "./build-graph.js";

/** By package; what is no longer on the disk counts as nothing. */
export function packageSizes(output: string): ReadonlyMap<string, PackageSize> {
  const sizes = new Map<string, { target: number; host: number }>();
  for (const where of ["target", "host"] as const) {
    for (const { name, path } of filesOfPackages(output, where)) {
      const size = sizes.get(name) ?? { target: 0, host: 0 };
      size[where] += sizeOf(onDisk(join(output, where), path));
      sizes.set(name, size);
    }
  }
  return sizes;
}

const LISTS = { target: ".files-list.txt", host: ".files-list-host.txt" };

/** Every file that a package installed, by Buildroot's lists; paths as they stand there (`./bin/ls`). */
export function filesOfPackages(
  output: string,
  where: keyof typeof LISTS,
): readonly { readonly name: string; readonly path: string }[] {
  return names(join(output, "build")).flatMap((folder) =>
    entries(join(output, "build", folder, LISTS[where])),
  );
}

function entries(path: string): readonly { readonly name: string; readonly path: string }[] {
  let text: string;
  try {
    text = readFileSync(path, "latin1");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    const comma = line.indexOf(",");
    return comma < 0 ? [] : [{ name: line.slice(0, comma), path: line.slice(comma + 1) }];
  });
}

/** The bytes of a path below `root`: `path` is as the lists and `readdir` give it in latin1, one character a byte. */
export function onDisk(root: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${root}/`), Buffer.from(path, "latin1")]);
}

function sizeOf(path: Buffer): number {
  const info = lstatSync(path, { throwIfNoEntry: false });
  return info?.isFile() ? info.size : 0;
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
