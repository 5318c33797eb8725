/** A view of a Buildroot tree with fewer makefiles: links to everything but the makefiles of packages not in use. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import { digestOf } from "../../scheduler/index.js";
import type { MakefilesInUse } from "./in-use.js";
import { PACKAGE_TREES } from "./package-folders.js";

/** Beside the view: what it was made of. It goes before the view changes and comes after, so that half a view is none. */
const MANIFEST = ".view";

/** Another number for other rules of what a view shows: old views are then made again. */
export const VIEW_RULES = "2";

/**
 * Makes the view at `path`, or brings it up to date, and returns its path.
 * @throws the system's error when it cannot be written.
 */
export function openMakefileView(path: string, buildroot: string, inUse: MakefilesInUse): string {
  const kept = new Set([...inUse.kept].map((folder) => folder.path));
  const shape = digestOf(
    [
      VIEW_RULES,
      buildroot,
      ...readdirSync(buildroot).sort(),
      ...inUse.folders.map((folder) => folder.path),
    ].join("\n"),
  );
  const manifest = `${path}${MANIFEST}`;
  const before = readManifest(manifest);
  const now = { shape, kept: [...kept].sort() };
  if (before && JSON.stringify(before) === JSON.stringify(now)) return path;
  rmSync(manifest, { force: true });
  const view = new View(path, buildroot, new Set(inUse.folders.map((folder) => folder.path)), kept);
  if (before?.shape === shape) {
    const old = new Set(before.kept);
    for (const folder of inUse.folders)
      if (old.has(folder.path) !== kept.has(folder.path)) view.renew(folder.path);
  } else view.make();
  writeFileAtomically(manifest, JSON.stringify(now));
  return path;
}

class View {
  constructor(
    readonly path: string,
    readonly buildroot: string,
    /** All folders of packages. */
    readonly packages: ReadonlySet<string>,
    readonly kept: ReadonlySet<string>,
  ) {}

  make(): void {
    rmSync(this.path, { recursive: true, force: true });
    mkdirSync(this.path, { recursive: true });
    for (const name of readdirSync(this.buildroot)) {
      if (PACKAGE_TREES.some((tree) => tree === name)) this.#mirror(name, true);
      // Of no use to make, and where another output may lie.
      else if (name !== ".git" && name !== "output" && name !== "dl") this.#link(name);
    }
  }

  /** Makes one package's folder again, without the packages below it: those are renewed by themselves. */
  renew(folder: string): void {
    if (!this.#hasPackagesBelow(folder)) {
      rmSync(join(this.path, folder), { recursive: true, force: true });
      this.#mirror(folder, false);
      return;
    }
    for (const entry of this.#entries(folder)) {
      if (entry.isDirectory() || isOption(entry.name)) continue;
      const file = `${folder}/${entry.name}`;
      rmSync(join(this.path, file), { force: true });
      if (this.kept.has(folder)) this.#link(file);
    }
  }

  /** A package that is kept is one link, unless there are packages below it; of others only the options are shown. */
  #mirror(folder: string, wholeAbove: boolean): void {
    const whole = this.packages.has(folder) ? this.kept.has(folder) : wholeAbove;
    if (whole && !this.#hasPackagesBelow(folder)) {
      this.#link(folder);
      return;
    }
    mkdirSync(join(this.path, folder));
    for (const entry of this.#entries(folder)) {
      const below = `${folder}/${entry.name}`;
      if (entry.isDirectory()) this.#mirror(below, whole);
      else if (whole || isOption(entry.name)) this.#link(below);
    }
  }

  readonly #withPackagesBelow = new Set<string>();

  #hasPackagesBelow(folder: string): boolean {
    if (this.#withPackagesBelow.size === 0) {
      for (const path of this.packages) {
        for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
          this.#withPackagesBelow.add(path.slice(0, end));
      }
    }
    return this.#withPackagesBelow.has(folder);
  }

  #entries(folder: string) {
    return readdirSync(join(this.buildroot, folder), { withFileTypes: true });
  }

  #link(file: string): void {
    symlinkSync(join(this.buildroot, file), join(this.path, file));
  }
}

/** Kconfig reads the options of all packages, whichever are in use. */
function isOption(name: string): boolean {
  return name.startsWith("Config");
}

function readManifest(path: string): { readonly shape: string; readonly kept: readonly string[] } | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as { shape: string; kept: string[] };
  } catch {
    return null;
  }
}
