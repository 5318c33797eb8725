import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa, execaSync } from "execa";

/** The root of the repository, which is the external tree. */
export const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
export const buildroot = join(repository, "buildroot");
export const haveBuildroot = existsSync(join(buildroot, "Config.in"));

/** True when `command args` can be run here and ends well. */
export function available(command: string, ...args: string[]): boolean {
  return !execaSync(command, args, { reject: false }).failed;
}

/** Writes a file and the directories above it. */
export function put(path: string, text: string, mode = 0o644): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

export interface BoardRun {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** A build as the board scripts see it: a copy of the tree, target/, images/, .config, downloads. */
export class Build {
  readonly root = mkdtempSync(join(tmpdir(), "ipa board "));
  readonly tree = join(this.root, "tree");
  readonly target = join(this.root, "target");
  readonly images = join(this.root, "images");
  readonly downloads = join(this.root, "dl");
  readonly config = join(this.root, ".config");

  constructor() {
    for (const dir of ["scripts", "overlay"]) mkdirSync(join(this.tree, dir), { recursive: true });
    cpSync(join(repository, "board"), join(this.tree, "board"), { recursive: true, verbatimSymlinks: true });
    for (const dir of [this.target, this.images, this.downloads]) mkdirSync(dir);
    writeFileSync(this.config, "");
  }

  /** Writes .config: booleans as they are, strings quoted and escaped as Kconfig does. */
  configure(values: Record<string, string | boolean>): void {
    const lines = Object.entries(values).map(([name, value]) => {
      if (typeof value === "boolean") return value ? `${name}=y` : `# ${name} is not set`;
      return `${name}="${value.replace(/["\\]/g, "\\$&")}"`;
    });
    writeFileSync(this.config, `${lines.join("\n")}\n`);
  }

  /** What Buildroot puts in the environment of scripts, and more. */
  environment(more: Record<string, string> = {}): Record<string, string> {
    return {
      BR2_CONFIG: this.config,
      BR2_DL_DIR: this.downloads,
      BR2_EXTERNAL_IPA_PATH: this.tree,
      BUILD_DIR: join(this.root, "build"),
      HOST_DIR: join(this.root, "host"),
      ...more,
    };
  }

  /** Runs board/openstack/ipa/NAME with the environment Buildroot gives its scripts. */
  async run(name: string, argument: string, env: Record<string, string> = {}): Promise<BoardRun> {
    const { exitCode, stdout, stderr } = await execa(
      join(this.tree, "board/openstack/ipa", name),
      [argument, "extra argument"],
      {
        reject: false,
        cwd: this.root,
        env: this.environment(env),
      },
    );
    return { exitCode, stdout, stderr };
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A Git repository with the files given, one commit, and what it takes to add more. */
export class Upstream {
  constructor(readonly path: string) {
    mkdirSync(path, { recursive: true });
    this.git("init", "--quiet", "--initial-branch=master");
  }

  git(...args: string[]): string {
    const identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    return execaSync("git", [...identity, ...args], { cwd: this.path }).stdout;
  }

  commit(files: Record<string, string>): string {
    for (const [name, text] of Object.entries(files)) put(join(this.path, name), text);
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message=change");
    return this.git("rev-parse", "HEAD");
  }
}
