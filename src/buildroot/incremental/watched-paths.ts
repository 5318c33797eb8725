/** The files and folders on which a person works and which decide an image: what `ipa-image build --watch` looks at. */
import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
import type { Fingerprint } from "../../scheduler/index.js";
import { isWithin } from "../folder.js";
import { configValues } from "./config-values.js";
import { FILE, TREE } from "./own-inputs.js";
import type { Project } from "./project.js";

/** What an external tree has besides the files that fingerprints name: new packages show here. */
const EXTERNAL = [
  "Config.in",
  "external.mk",
  "external.desc",
  "package",
  "configs",
  "overlay",
  "scripts",
  "board",
];

/**
 * Absolute paths, sorted: the configuration, the external trees, and every file and folder that a fingerprint names,
 * outside of Buildroot's tree and of the output folder. Some may not exist (yet).
 */
export async function watchedPaths(
  project: Pick<Project, "tree" | "tasks" | "patchFolders">,
  configText: string,
): Promise<readonly string[]> {
  const { buildroot, output, externals } = project.tree;
  const paths = new Set<string>([
    ...externals.flatMap((dir) => EXTERNAL.map((name) => join(dir, name))),
    ...project.patchFolders,
    ...localRepositories(configValues(configText)),
  ]);
  for (const task of project.tasks) {
    // What cannot be read now is told by the build; the configuration is watched in any case.
    const inputs =
      typeof task.inputs === "function"
        ? await Promise.resolve()
            .then(task.inputs)
            .catch((): Fingerprint => new Map())
        : task.inputs;
    for (const name of inputs.keys()) {
      const path = pathOf(name);
      if (path !== null) paths.add(isAbsolute(path) ? resolve(path) : join(buildroot, path));
    }
  }
  const outside = [...paths].filter((path) => !isWithin(path, buildroot) && !isWithin(path, output));
  return [join(output, ".config"), ...withoutNested(outside)].sort();
}

function pathOf(name: string): string | null {
  if (name.startsWith(FILE)) return name.slice(FILE.length);
  return name.startsWith(TREE) ? name.slice(TREE.length) : null;
}

/** A branch of a repository on this machine moves when something is committed there. */
function localRepositories(values: ReadonlyMap<string, string>): readonly string[] {
  const found: string[] = [];
  for (const [name, value] of values) {
    const path = /^(?:file:\/\/)?(\/.*)$/.exec(value)?.[1];
    if (!name.endsWith("_GIT_URL") || path === undefined) continue;
    const git = existsSync(join(path, ".git")) ? join(path, ".git") : path;
    found.push(...["HEAD", "refs", "packed-refs"].map((file) => join(git, file)));
  }
  return found;
}

/** A folder is watched with all that is in it. */
function withoutNested(paths: readonly string[]): readonly string[] {
  const kept: string[] = [];
  for (const path of [...paths].sort()) {
    if (!kept.some((folder) => isWithin(path, folder))) kept.push(path);
  }
  return kept;
}
