/** Where make is called for an image, and what it is told there. */
import { Project, type ProjectOptions } from "../../buildroot/incremental/project.js";
import type { Place } from "../../buildroot/incremental/tree.js";
import { buildrootVersion, versionVariables } from "../../buildroot/version.js";
import { sourceCommits } from "../../ipa/source-commits.js";
import { wheelsTasks } from "../../ipa/wheels-task.js";
import { downloadFolder } from "./downloads.js";
import type { Places } from "./places.js";

/** The same for a build and for a look at what a build would do: both must see the same inputs. */
export async function buildPlace(places: Places, env: Place["env"]): Promise<Place> {
  const [downloads, version] = await Promise.all([
    downloadFolder(places),
    buildrootVersion(places.buildroot),
  ]);
  return {
    buildroot: places.buildroot,
    output: places.output,
    downloads: downloads.path,
    externals: [places.repo],
    variables: { ...downloads.variables, ...versionVariables(version) },
    env,
  };
}

export interface OpenedProject {
  readonly project: Project;
  /** Sentences for the user: which server could not be asked. */
  readonly notes: readonly string[];
}

/**
 * The project of an output folder, with what the agent brings to it. @throws UserError: 9 without a configuration, 1
 * when the makefiles fail.
 */
export async function openProject(
  options: Omit<ProjectOptions, "more" | "extraTasks">,
): Promise<OpenedProject> {
  const { place, readOnly, signal } = options;
  const offline = options.candidate !== undefined;
  const sources = await sourceCommits({ output: place.output, signal, remember: !readOnly, offline });
  const project = await Project.open({
    ...options,
    more: sources.commits,
    extraTasks: (context) => wheelsTasks(context, sources.commits),
  });
  return { project, notes: sources.notes };
}
