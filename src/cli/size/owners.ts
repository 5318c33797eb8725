/** Who brought a file of the root file system: Buildroot's lists of the packages, and our own of the agent. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { filesOfPackages } from "../graph/sizes.js";

/** What no package brought. */
export const OTHERS = "(overlays and scripts)";
/** What post-build installed of the agent, in the list that it keeps. */
const AGENT = "(the agent and its Python packages)";
const AGENT_LIST = "build/ipa-agent/installed.txt";

/** The owner of a path below the root, which has no `./` before it and one character a byte. */
export function ownersOf(output: string): (path: string) => string {
  const owners = new Map<string, string>();
  for (const { name, path } of filesOfPackages(output, "target")) owners.set(path.replace(/^\.\//, ""), name);
  for (const path of agentFiles(output)) owners.set(path, AGENT);
  // Python's compiled files belong to whom their sources came from.
  return (path) => owners.get(path) ?? owners.get(path.replace(/\.pyc$/, ".py")) ?? OTHERS;
}

function agentFiles(output: string): readonly string[] {
  try {
    return readFileSync(join(output, AGENT_LIST), "latin1").split("\0");
  } catch {
    return [];
  }
}
