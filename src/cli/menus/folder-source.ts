/** A tree in any folder: `make menuconfig` there. */
import { join } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import { openSourceTree } from "../../trees/open-source-tree.js";
import type { TreeKind } from "../../trees/source-tree.js";
import { loadSlowWork } from "./load-slow-work.js";
import type { TreeSource } from "./tree-source.js";

export interface FolderOptions {
  readonly id: string;
  readonly title: string;
  readonly kind: TreeKind;
  readonly dir: string;
  /** The folder of the build, where it is another (make's O=). */
  readonly build?: string | undefined;
  /** Variables for its Makefile: `ARCH=…`. */
  readonly variables: readonly string[];
}

export function folderSource({ id, title, ...tree }: FolderOptions): TreeSource {
  const write = (name: string, text: string): string => {
    const path = join(tree.build ?? tree.dir, name);
    writeFileAtomically(path, text, { backup: `${path}.old` });
    return path;
  };
  return {
    id,
    title,
    async open({ report, signal }) {
      report(`${tree.dir}: asking its Makefile for ARCH and the compiler …`);
      return { place: await openSourceTree({ ...tree, env: process.env, signal, make: loadSlowWork }) };
    },
    async keepDefconfig({ defconfig }) {
      return `${write("defconfig", defconfig)}:\nall that differs from the defaults, as make savedefconfig writes it.`;
    },
    async keepFragment({ fragment }) {
      return `${write("changes.config", fragment)}:\nwhat was changed since the menus were opened.`;
    },
  };
}
