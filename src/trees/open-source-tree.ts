/** How a tree of sources is opened: which file, from where, in which environment, and which `.config` is its own. */
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DialectName } from "kconfig-parser";
import { EXIT, UserError } from "../buildroot/errors.js";
import { makeEnvironment } from "../buildroot/make-environment.js";
import { rememberedEnvironment } from "./environment-memory.js";
import type { MakefileQuestion } from "./makefile-environment.js";
import { type SourceTree, sourceTree, type TreeKind } from "./source-tree.js";

/** What is opened: a Kconfig file, where its paths start, its environment, and the `.config` beside it. */
export interface KconfigPlace {
  readonly kconfigFile: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly configPath: string;
  /** Found out from the tree when it is not named. */
  readonly dialect?: DialectName;
  /** The option whose value is the path of the defconfig that the configuration was made from. */
  readonly defconfigOption?: string;
  /** The option whose menu the menus open first. */
  readonly firstOption?: string;
}

export interface SourceTreeOptions {
  readonly kind: TreeKind;
  readonly dir: string;
  /** The folder of the build, where it is another (make's O=); made when it is not there. */
  readonly build?: string | undefined;
  /** Variables for its Makefile: `ARCH=…`, `CROSS_COMPILE=…`. */
  readonly variables: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** What has make at work; handed in, because most openings need none of it. */
  readonly make: () => Promise<TreeMake>;
}

/** See makefileEnvironment() and generateConfigFiles(). */
export interface TreeMake {
  readonly makefileEnvironment: (question: MakefileQuestion) => Promise<Record<string, string>>;
  readonly generateConfigFiles: (dir: string, question: MakefileQuestion) => Promise<void>;
}

/**
 * As `make menuconfig` in the tree would open it; KCONFIG_CONFIG names another file than `.config`, as there.
 * @throws UserError (2: not such a tree, 3: make or the tree's Makefile refuses)
 */
export async function openSourceTree(options: SourceTreeOptions): Promise<KconfigPlace> {
  const tree = sourceTree(options.kind, options.dir);
  const { dir } = tree;
  const build = resolve(options.build ?? dir);
  if (build !== dir) mkdirSync(build, { recursive: true });
  const question = { ...options, dir, build };
  const [environment] = await Promise.all([
    rememberedEnvironment(question, async () => (await options.make()).makefileEnvironment(question)),
    options.kind === "busybox" ? (await options.make()).generateConfigFiles(dir, question) : undefined,
  ]);
  const env = { ...makeEnvironment(options.env), ...environment };
  checkArchitecture(tree, env);
  const named = env.KCONFIG_CONFIG?.trim();
  return {
    kconfigFile: env.KBUILD_KCONFIG?.trim() || tree.kconfigFile,
    cwd: build,
    env,
    configPath: resolve(build, named || ".config"),
  };
}

/** Else the message would be of a file that cannot be found, somewhere in the tree. */
function checkArchitecture(
  { kind, dir }: SourceTree,
  env: Readonly<Record<string, string | undefined>>,
): void {
  const arch = env.SRCARCH;
  if (kind !== "linux" || arch === undefined || existsSync(join(dir, "arch", arch, "Kconfig"))) return;
  throw new UserError(
    `${dir}: it has no architecture ${JSON.stringify(env.ARCH ?? arch)}: give one of its folder arch/ with --arch`,
    EXIT.usage,
  );
}
