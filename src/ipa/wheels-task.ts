/** The agent's Python packages as a task: made beside the packages that are built, and not again when nothing of it changed. */
import { existsSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { EXIT, UserError } from "../buildroot/errors.js";
import { packageTask } from "../buildroot/incremental/ids.js";
import type { ExtraContext } from "../buildroot/incremental/project.js";
import { recursiveDependencies } from "../buildroot/incremental/tasks.js";
import {
  type Digest,
  digestOf,
  type Fingerprint,
  runInGroup,
  type Task,
  taskId,
  type WorkContext,
} from "../scheduler/index.js";
import { boardEnvironment } from "./board-environment.js";

export const WHEELS_TASK = taskId("wheels");

/** The script of the external tree that makes them; plain make does the same in post-build. */
const SCRIPT = "board/openstack/ipa/wheels.sh";
/** In the output folder: a link to what was made. */
const LINK = "build/ipa-agent/wheels";
const PYTHON = ["python3", "host-python-pip"];
/** What it reads of the configuration. */
const SYMBOLS = /^OPENSTACK_/;
/** What tells pip where to look, and what to take. */
const ENVIRONMENT =
  /^(PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|CONFIG_FILE|CONSTRAINT|PRE)|IPA_WHEELS_(INDEX|LOCK))$/;

/**
 * None when the configuration wants no agent, when the external tree has no such script, or without per-package
 * folders: then post-build makes them.
 */
export function wheelsTasks(context: ExtraContext, commits: Fingerprint): readonly Task[] {
  const { facts, files, perPackage, tree, values } = context;
  const script = tree.externals.map((dir) => join(dir, SCRIPT)).find((path) => existsSync(path));
  if (script === undefined || !perPackage || values.get("OPENSTACK_IPA") !== "y") return [];
  const below = recursiveDependencies(facts);
  // A package that is Python, brings Python packages, or runs pip.
  const names = [...facts.packages.keys()].filter((name) =>
    PYTHON.some((python) => name === python || below.get(name)?.includes(python)),
  );
  const inputs = new Map<string, string>(commits);
  for (const [name, value] of values) if (SYMBOLS.test(name)) inputs.set(name, value);
  for (const [name, value] of Object.entries(process.env))
    if (ENVIRONMENT.test(name) && value !== undefined) inputs.set(`environment ${name}`, value);
  const lock = process.env.IPA_WHEELS_LOCK ?? join(script.slice(0, -SCRIPT.length - 1), "wheels.lock");
  inputs.set("wheels.lock", files.tree(lock) ?? "absent");
  const folder = values.get("OPENSTACK_IPA_SOURCE_DIR") ?? "";
  if (folder !== "") inputs.set(`the agent in ${folder}`, files.tree(folder) ?? "absent");
  inputs.set(`the scripts beside ${script}`, files.tree(join(script, "..")) ?? "absent");
  const link = join(tree.output, LINK);
  return [
    {
      id: WHEELS_TASK,
      after: names.map(packageTask),
      inputs,
      outputs: [link],
      missing: () => (existsSync(link) ? null : LINK),
      work: { kind: "alone", run: (work) => makeWheels(script, link, names, context, work) },
    },
  ];
}

async function makeWheels(
  script: string,
  link: string,
  names: readonly string[],
  { tree }: ExtraContext,
  { env, line, signal, step }: WorkContext,
): Promise<Digest> {
  const { output } = tree;
  rmSync(link, { force: true });
  step("Making wheels");
  const folders = names
    .filter((name) => !name.startsWith("host-"))
    .map((name) => join(output, "per-package", name, "target"));
  const pipHost = join(output, "per-package/host-python-pip/host");
  const said: string[] = [];
  const result = await runInGroup(
    script,
    [link, ...(folders.length > 0 ? folders : [join(output, "target")])],
    {
      cwd: tree.buildroot,
      env: {
        ...boardEnvironment({
          repo: script.slice(0, -SCRIPT.length - 1),
          buildroot: tree.buildroot,
          output,
          downloads: tree.downloads,
        }),
        ...tree.env,
        ...env,
        HOST_DIR: existsSync(pipHost) ? pipHost : join(output, "host"),
      },
      onLine: (text) => {
        line(text);
        said.push(Buffer.from(text, "latin1").toString("utf8"));
      },
      signal,
    },
  );
  if (result.aborted) throw new Error("interrupted");
  if (result.exitCode !== 0) throw new UserError(sentenceOf(said, script), EXIT.build);
  // The folder's name is the digest of all that went into it.
  return digestOf(readlinkSync(link));
}

/** The script's own sentence, the last that it said in its name. */
function sentenceOf(said: readonly string[], script: string): string {
  const own = said.filter((text) => text.startsWith("ipa: ")).at(-1);
  return `wheels: ${own?.slice("ipa: ".length) ?? said.at(-1) ?? `${script} failed: look at the log`}`;
}
