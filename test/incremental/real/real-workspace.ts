/** A real output folder that was built once, with everything that a build reads in copies that can be edited. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { rewriteConfig } from "../../../src/buildroot/configure.js";
import type { Workspace } from "../builder.js";
import { repository } from "../places.js";
import { WorkFiles } from "../work-files.js";
import { type Settings, withSettings } from "../workspace.js";

/** What of the repository a build reads. */
const EXTERNAL = [
  "Config.in",
  "external.desc",
  "external.mk",
  "board",
  "configs",
  "linux-configs",
  "overlay",
  "package",
  "scripts",
];

export interface RealPlaces {
  /** The output folder: built before, with the sources of its packages in `downloads`. */
  readonly output: string;
  readonly downloads: string;
  /** The Buildroot tree that is copied. */
  readonly buildroot: string;
  /** A folder for the copies. */
  readonly work: string;
}

export class RealWorkspace extends WorkFiles implements Workspace {
  readonly output: string;
  readonly downloads: string;

  constructor({ output, downloads, work }: RealPlaces) {
    super(work);
    this.output = output;
    this.downloads = downloads;
  }

  get buildroot(): string {
    return join(this.root, "buildroot");
  }
  get external(): string {
    return join(this.root, "external");
  }

  /** Copies the trees there, and lets the configuration name them. */
  async prepare(buildroot: string): Promise<void> {
    for (const name of ["buildroot", "external", "files"])
      rmSync(this.path(name), { recursive: true, force: true });
    await execa("cp", ["-a", "--", buildroot, this.buildroot]);
    rmSync(join(this.buildroot, ".git"), { recursive: true, force: true });
    for (const name of EXTERNAL)
      cpSync(join(repository, name), join(this.external, name), {
        recursive: true,
        preserveTimestamps: true,
      });
    mkdirSync(this.path("files/patches"), { recursive: true });
    this.write("files/overlay/etc/motd", "a message\n");
    this.write("files/fragment.config", "CONFIG_SOFT_WATCHDOG=y\nCONFIG_WATCHDOG=y\n");
    this.write(
      "files/older.config",
      'CONFIG_WATCHDOG=y\nCONFIG_SOFT_WATCHDOG=y\nCONFIG_LOCALVERSION="-older"\n',
    );
    this.write("files/hook.sh", '#!/bin/sh\nset -e\necho "made by a script" >"$1/etc/made"\n', 0o755);
    this.write("files/after.sh", '#!/bin/sh\nset -e\ncd "$1" && sha256sum rootfs.cpio >sums\n', 0o755);
    await this.set(this.base());
  }

  /** What every change begins with: a script, an overlay and fragments of our own. */
  base(): Settings {
    const patches = this.path("files/patches");
    return {
      BR2_ROOTFS_OVERLAY: this.path("files/overlay"),
      BR2_ROOTFS_POST_BUILD_SCRIPT: this.path("files/hook.sh"),
      BR2_PACKAGE_OVERRIDE_FILE: this.path("files/local.mk"),
      BR2_GLOBAL_PATCH_DIR: `${this.#value("BR2_GLOBAL_PATCH_DIR").replace(patches, "").trim()} ${patches}`,
    };
  }

  /** The text of a string symbol. */
  #value(symbol: string): string {
    const text = readFileSync(join(this.output, ".config"), "latin1");
    return new RegExp(`^${symbol}="(.*)"$`, "m").exec(text)?.[1] ?? "";
  }

  /** A new time, the same content. */
  touch(relative: string): void {
    const now = new Date();
    utimesSync(this.path(relative), now, now);
  }

  /** Sets symbols and settles the others. */
  async set(settings: Settings): Promise<void> {
    const places = {
      repo: this.external,
      externals: [this.external],
      buildroot: this.buildroot,
      output: this.output,
    };
    await rewriteConfig(places, (text) => withSettings(text, settings));
  }

  /** Keeps everything that can be edited as it is now, to return to with `undo`. */
  async keep(): Promise<void> {
    rmSync(this.path("kept"), { recursive: true, force: true });
    mkdirSync(this.path("kept"));
    for (const name of ["external", "files", "buildroot"])
      await execa("cp", ["-a", "--", this.path(name), this.path(`kept/${name}`)]);
    cpSync(join(this.output, ".config"), this.path("kept/config"), { preserveTimestamps: true });
  }

  /** The same contents as they were kept, in new files: what was undone has a new time, as a user's file would. */
  async undo(): Promise<void> {
    for (const name of ["external", "files", "buildroot"]) {
      const args = ["-rlpc", "--delete", "--", `${this.path(`kept/${name}`)}/`, `${this.path(name)}/`];
      await execa("rsync", args);
    }
    cpSync(this.path("kept/config"), join(this.output, ".config"));
  }

  /** Runs `body` with a copy of the output in its place; the real one waits aside, untouched. */
  async inCopy<T>(body: () => Promise<T>): Promise<T> {
    return this.#aside(async (waiting) => {
      await execa("cp", ["-a", "--", waiting, this.output]);
      return body();
    });
  }

  /**
   * Runs `body` with an output that holds the configuration, and of the packages named (tools of this machine that
   * stand in for sources that are not to be had) what is built of them.
   */
  async inClean<T>(kept: readonly string[], body: () => Promise<T>): Promise<T> {
    return this.#aside(async (waiting) => {
      for (const part of ["build", "per-package"]) {
        mkdirSync(join(this.output, part), { recursive: true });
        for (const entry of readdirSync(join(waiting, part))) {
          const isKept = kept.some((name) => entry === name || new RegExp(`^${name}-[0-9]`).test(entry));
          if (isKept) await execa("cp", ["-a", "--", join(waiting, part, entry), join(this.output, part)]);
        }
      }
      cpSync(join(waiting, ".config"), join(this.output, ".config"), { preserveTimestamps: true });
      return body();
    });
  }

  async #aside<T>(body: (waiting: string) => Promise<T>): Promise<T> {
    const waiting = `${this.output}.aside`;
    if (existsSync(waiting)) throw new Error(`${waiting}: is in the way: move it back by hand`);
    renameSync(this.output, waiting);
    try {
      return await body(waiting);
    } finally {
      rmSync(this.output, { recursive: true, force: true });
      renameSync(waiting, this.output);
    }
  }
}
