/**
 * A copy of the fixture tree with all that a build reads, at one path for its whole life: images name the paths at
 * which they were built, so a clean build to compare with is made at the same place.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { applyDefconfig, rewriteConfig } from "../../src/buildroot/configure.js";
import { fixture } from "./places.js";
import { WorkFiles } from "./work-files.js";

/** Values of symbols: `y`, `n`, or the text of a string. */
export type Settings = Readonly<Record<string, string>>;

export class Workspace extends WorkFiles {
  readonly #golden: string;

  /** `parent`: the folder in which it lies, instead of that for temporary files. */
  constructor(name: string, parent = tmpdir()) {
    const top = mkdtempSync(join(parent, `ipa-incremental-${name}-`));
    super(join(top, "w"));
    this.#golden = join(top, "golden");
    mkdirSync(this.root);
  }

  /** The copy of the Buildroot tree. */
  get buildroot(): string {
    return join(this.root, "buildroot");
  }
  get external(): string {
    return join(this.root, "external");
  }
  get output(): string {
    return join(this.root, "out");
  }
  get downloads(): string {
    return join(this.root, "dl");
  }

  folder(relative: string): void {
    mkdirSync(this.path(relative), { recursive: true });
  }

  /** Every file below a folder, absolute. */
  files(relative: string): string[] {
    const entries = readdirSync(this.path(relative), { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  }

  /** Puts the fixture's files there, and a configuration that uses everything that the changes are about. */
  async prepare(): Promise<void> {
    for (const [from, to] of [
      ["small-buildroot", "buildroot"],
      ["small-external", "external"],
      ["small-files", "files"],
    ] as const)
      cpSync(fixture(from), this.path(to), { recursive: true, preserveTimestamps: true });
    cpSync(this.path("buildroot/toolchains/plain"), this.path("files/toolchain"), { recursive: true });
    await this.#createRepository();
    await this.reset();
  }

  /** Writes the configuration that every test begins with. */
  async reset(): Promise<void> {
    await applyDefconfig({ ...this.#places(), name: "openstack_ipa_defconfig" });
    await this.set(this.#settings());
  }

  /** Sets symbols and settles the others. */
  async set(settings: Settings): Promise<void> {
    await rewriteConfig(this.#places(), (text) => withSettings(text, settings));
  }

  /** Commits what `files/agent` is to hold; a branch of the agent's repository moves. */
  async commit(text: string, branch = "master"): Promise<void> {
    if (branch !== "master") await this.#git("checkout", "-q", "-b", branch);
    this.write("files/agent/version", text);
    await this.#git("add", "version");
    await this.#git("commit", "-qm", "a change", "--date", "2026-01-01T00:00:00Z");
    if (branch !== "master") await this.#git("checkout", "-q", "master");
  }

  /** Keeps everything as it is now, to return to with `restore`. */
  async keep(): Promise<void> {
    rmSync(this.#golden, { recursive: true, force: true });
    await execa("cp", ["-a", this.root, this.#golden]);
  }

  /** Back to what was kept: same contents, same times. */
  async restore(): Promise<void> {
    rmSync(this.root, { recursive: true, force: true });
    await execa("cp", ["-a", this.#golden, this.root]);
  }

  /** Runs `body` with an output folder that holds nothing but the configuration; the real one waits aside. */
  async aside<T>(body: () => Promise<T>): Promise<T> {
    const waiting = `${this.output}.aside`;
    renameSync(this.output, waiting);
    try {
      mkdirSync(this.output);
      cpSync(join(waiting, ".config"), join(this.output, ".config"), { preserveTimestamps: true });
      return await body();
    } finally {
      rmSync(this.output, { recursive: true, force: true });
      renameSync(waiting, this.output);
    }
  }

  /** Everything that was built; the configuration stays. */
  removeOutput(): void {
    for (const name of readdirSync(this.output))
      if (name !== ".config") rmSync(join(this.output, name), { recursive: true });
  }

  dispose(): void {
    rmSync(dirname(this.root), { recursive: true, force: true });
  }

  #places() {
    return {
      repo: this.external,
      externals: [this.external],
      buildroot: this.buildroot,
      output: this.output,
    };
  }

  #settings(): Settings {
    return {
      BR2_GLOBAL_PATCH_DIR: this.path("files/patches"),
      BR2_PACKAGE_OVERRIDE_FILE: this.path("files/local.mk"),
      BR2_TOOLCHAIN_EXTERNAL_PATH: this.path("files/toolchain"),
      BR2_ROOTFS_OVERLAY: this.path("files/overlay"),
      BR2_ROOTFS_POST_BUILD_SCRIPT: this.path("files/scripts/post-build.sh"),
      BR2_ROOTFS_POST_IMAGE_SCRIPT: this.path("files/scripts/post-image.sh"),
      BR2_ROOTFS_POST_SCRIPT_ARGS: "one two",
      BR2_ROOTFS_USERS_TABLES: this.path("files/users.txt"),
      BR2_ROOTFS_DEVICE_TABLE: this.path("files/permissions.txt"),
      BR2_PACKAGE_BUSYBOX_CONFIG_FRAGMENT_FILES: this.path("files/busybox.fragment"),
      BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES: this.path("files/linux.fragment"),
      BR2_PACKAGE_BELL_TUNE_FILE: this.path("files/tune.txt"),
      OPENSTACK_IPA: "y",
      OPENSTACK_IPA_GIT_URL: this.path("files/agent"),
      OPENSTACK_IPA_RELEASE: "master",
    };
  }

  async #createRepository(): Promise<void> {
    mkdirSync(this.path("files/agent"), { recursive: true });
    await this.#git("init", "-q", "-b", "master");
    await this.commit("the agent, first version\n");
  }

  async #git(...args: string[]): Promise<void> {
    const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org"];
    await execa("git", ["-C", this.path("files/agent"), ...identity, ...args], {
      env: { GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z", GIT_CONFIG_GLOBAL: "/dev/null" },
    });
  }
}

/** The text of a `.config` in which these symbols have these values; the engine settles the rest. */
export function withSettings(text: string, settings: Settings): string {
  const names = new Set(Object.keys(settings));
  const kept = text.split("\n").filter((line) => {
    const name = /^(?:# )?(\w+)(?:=| is not set$)/.exec(line)?.[1];
    return name === undefined || !names.has(name);
  });
  const added = Object.entries(settings).map(([name, value]) => {
    if (value === "n") return `# ${name} is not set`;
    return value === "y" ? `${name}=y` : `${name}="${value.replaceAll(/["\\]/g, "\\$&")}"`;
  });
  return [...kept, ...added, ""].join("\n");
}
