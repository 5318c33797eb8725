/** The trees that the options on the command line name. */
import { resolve } from "node:path";
import { buildrootSource } from "./buildroot-source.js";
import { folderSource } from "./folder-source.js";
import { packageSource } from "./package-source.js";
import type { TreeSource } from "./tree-source.js";

export interface MenuOptions {
  readonly output: string;
  readonly buildroot: string;
  readonly kconfig?: string;
  readonly config?: string;
  readonly dialect: string;
  readonly kernel?: string;
  readonly busybox?: string;
  readonly arch?: string;
  readonly crossCompile?: string;
  readonly external?: string;
  readonly allowRoot?: boolean;
  readonly keys?: string;
  readonly plain?: boolean;
}

/** Buildroot, its kernel, its BusyBox. `repository`: the external tree where none is named. */
export function projectSources(options: MenuOptions, repository: string): readonly TreeSource[] {
  const places = {
    repo: resolve(options.external ?? repository),
    buildroot: resolve(options.buildroot),
    output: resolve(options.output),
    allowRoot: options.allowRoot ?? false,
  };
  return [
    buildrootSource({ id: "buildroot", title: "Buildroot", ...places, config: options.config }),
    options.kernel === undefined
      ? packageSource({ id: "linux", title: "Linux", package: "linux", ...places })
      : ownTree("linux", "Linux", options.kernel, options, []),
    options.busybox === undefined
      ? packageSource({ id: "busybox", title: "BusyBox", package: "busybox", ...places })
      : ownTree("busybox", "BusyBox", options.busybox, options, []),
  ];
}

/** A tree in a folder of the user's own. */
export function ownTree(
  kind: "linux" | "busybox",
  title: string,
  dir: string,
  { arch, crossCompile }: MenuOptions,
  variables: readonly string[],
): TreeSource {
  const words = [
    ...(arch === undefined ? [] : [`ARCH=${arch}`]),
    ...(crossCompile === undefined ? [] : [`CROSS_COMPILE=${crossCompile}`]),
    ...variables,
  ];
  // As the kernel's makefile takes it: from the command line, else from the environment.
  const output = kind === "linux" ? (lastValue(words, "O") ?? process.env.KBUILD_OUTPUT) : undefined;
  return folderSource({
    id: kind,
    title,
    kind,
    dir: resolve(dir),
    build: output ? resolve(output) : undefined,
    variables: words.filter((word) => !word.startsWith("O=")),
  });
}

/** The value of a variable among words `NAME=VALUE`. */
function lastValue(words: readonly string[], name: string): string | undefined {
  return words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
}
