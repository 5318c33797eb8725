/** What builds: the command under test, plain make, and a clean make. All are watched in the same way. */
import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { repository } from "./places.js";

/** Where a build is made: that of the fixture tree, or a real one. */
export interface Workspace {
  /** A folder of its own: the current one, and the user's home. */
  readonly root: string;
  readonly buildroot: string;
  readonly external: string;
  readonly output: string;
  readonly downloads: string;
}

export interface Ran {
  readonly exitCode: number | undefined;
  readonly output: string;
  /** Packages of which a step ran (fetching a source alone does not count), sorted. */
  readonly packages: readonly string[];
  /** True if the image was made anew. */
  readonly imageMade: boolean;
}

export interface Builder {
  readonly name: string;
  command(workspace: Workspace): { readonly file: string; readonly args: readonly string[] };
}

export const plainMake: Builder = {
  name: "make",
  command: (workspace) => ({ file: "make", args: makeArguments(workspace, "all") }),
};

export const ipaImage: Builder = {
  name: "ipa-image build",
  command: (workspace) => ({
    file: process.execPath,
    args: [
      process.env.PROOF_PROGRAM ?? join(repository, "dist/cli/ipa-image.js"),
      "build",
      "--allow-root",
      "--json",
      "--jobs",
      "2",
      "--external",
      workspace.external,
    ],
  }),
};

/** The builder that the tests are about; PROOF_BUILDER=make shows that they find plain make's faults. */
export const underTest: Builder = process.env.PROOF_BUILDER === "make" ? plainMake : ipaImage;

export function makeArguments(workspace: Workspace, ...goals: string[]): string[] {
  const { buildroot, output, external } = workspace;
  return ["-C", buildroot, "--no-print-directory", `O=${output}`, `BR2_EXTERNAL=${external}`, ...goals];
}

/** Without what a surrounding make or user put there. */
export function environmentOf(workspace: Workspace): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "/usr/bin:/bin",
    HOME: workspace.root,
    KCONFIG_CACHE: "off",
    IPA_BUILDROOT: workspace.buildroot,
    IPA_OUTPUT: workspace.output,
    BR2_DL_DIR: workspace.downloads,
  };
}

export async function run(
  builder: Builder,
  workspace: Workspace,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const watch = startWatch(workspace);
  const { file, args } = builder.command(workspace);
  const result = await execa(file, args, {
    cwd: workspace.root,
    env: { ...environmentOf(workspace), ...env },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    all: true,
  });
  return { exitCode: result.exitCode, output: result.all ?? "", ...watch() };
}

/** Steps are read from the log that the tree itself writes, whoever calls make. */
export function startWatch(workspace: Workspace): () => Pick<Ran, "packages" | "imageMade"> {
  const log = join(workspace.output, "build/build-time.log");
  const before = existsSync(log) ? readFileSync(log, "latin1") : "";
  const image = imageIdentity(workspace);
  return () => {
    const after = existsSync(log) ? readFileSync(log, "latin1") : "";
    const added = after.startsWith(before) ? after.slice(before.length) : after;
    const packages = new Set<string>();
    for (const line of added.split("\n")) {
      const [, , step = "", name = ""] = line.split(":").map((word) => word.trim());
      if (name !== "" && step !== "download") packages.add(name);
    }
    return { packages: [...packages].sort(), imageMade: imageIdentity(workspace) !== image };
  };
}

function imageIdentity(workspace: Workspace): string {
  const names = ["images/rootfs.cpio", "images/rootfs.tar"];
  return names
    .map((name) => lstatSync(join(workspace.output, name), { throwIfNoEntry: false, bigint: true }))
    .map((info) => (info ? `${info.ino} ${info.mtimeNs}` : "absent"))
    .join("; ");
}
