/** All that lies in a folder, to compare: paths, types, modes, link targets, contents; no times, no owners. */
import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Path to what is there, in one line. */
export type Snapshot = ReadonlyMap<string, string>;

/** Of what a build is for: images/, target/ they are made of, and host/ with the staging folder, for those who build on it. */
export function snapshotOf(output: string): Snapshot {
  const found = new Map<string, string>();
  for (const name of ["target", "images", "host"]) add(output, name, found);
  return found;
}

/** One line for each difference: `only in ...`, or what differs. */
export function differences(left: Snapshot, right: Snapshot, names: readonly [string, string]): string[] {
  const paths = [...new Set([...left.keys(), ...right.keys()])].sort();
  return paths.flatMap((path) => {
    const [one, other] = [left.get(path), right.get(path)];
    if (one === other) return [];
    if (other === undefined) return [`${path}: only in ${names[0]}`];
    if (one === undefined) return [`${path}: only in ${names[1]}`];
    return [`${path}: ${names[0]}: ${one}; ${names[1]}: ${other}`];
  });
}

function add(root: string, path: string, found: Map<string, string>): void {
  const full = join(root, path);
  const info = lstatSync(full, { throwIfNoEntry: false });
  if (!info) return;
  const mode = (info.mode & 0o7777).toString(8);
  if (info.isSymbolicLink()) found.set(path, `link to ${readlinkSync(full)}`);
  else if (info.isDirectory()) {
    found.set(path, `folder ${mode}`);
    for (const name of readdirSync(full).sort()) add(root, `${path}/${name}`, found);
  } else if (info.isFile()) {
    const sum = createHash("sha256").update(readFileSync(full)).digest("hex").slice(0, 16);
    found.set(path, `file ${mode} ${info.size} ${sum}`);
  } else found.set(path, `other ${mode} ${info.rdev}`);
}
