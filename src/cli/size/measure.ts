/** Measures an output folder: its images, and the files of target/ by the package that brought them. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesOfPackages, onDisk } from "../graph/sizes.js";
import type { SizeReport } from "./report.js";

/** What no package brought. */
export const OTHERS = "(overlays and scripts)";
/** What post-build installed of the agent, in the list that it keeps. */
export const AGENT = "(the agent and its Python packages)";
const AGENT_LIST = "build/ipa-agent/installed.txt";

export function measure(output: string): SizeReport {
  const owners = new Map<string, string>();
  for (const { name, path } of filesOfPackages(output, "target")) owners.set(path.replace(/^\.\//, ""), name);
  for (const path of agentFiles(output)) owners.set(path, AGENT);
  const packages = new Map<string, number>();
  for (const { path, bytes } of filesBelow(join(output, "target"), "")) {
    // Python's compiled files belong to whom their sources came from.
    const owner = owners.get(path) ?? owners.get(path.replace(/\.pyc$/, ".py")) ?? OTHERS;
    packages.set(owner, (packages.get(owner) ?? 0) + bytes);
  }
  const images = filesBelow(join(output, "images"), "").map(({ path, bytes }): [string, number] => [
    path,
    bytes,
  ]);
  return {
    images: Object.fromEntries(images.sort(([one], [other]) => (one < other ? -1 : 1))),
    packages: Object.fromEntries([...packages].sort(([, one], [, other]) => other - one)),
  };
}

function agentFiles(output: string): readonly string[] {
  try {
    return readFileSync(join(output, AGENT_LIST), "latin1").split("\0");
  } catch {
    return [];
  }
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
