/** One Kconfig file, in the environment as it is: as conf and mconf are called. */
import { resolve } from "node:path";
import { type DialectName, dialectNames } from "kconfig-parser";
import { EXIT, UserError } from "../../buildroot/errors.js";
import type { TreeSource } from "./tree-source.js";

export interface KconfigOptions {
  readonly file: string;
  readonly config?: string | undefined;
  /** A dialect's name, or `auto`: found out from the tree. */
  readonly dialect: string;
}

/** @throws UserError (exit code 2) for a dialect that is not known */
export function kconfigSource({ file, config, dialect }: KconfigOptions): TreeSource {
  if (dialect !== "auto" && !isDialect(dialect))
    throw new UserError(
      `--dialect ${dialect}: there is no such dialect: choose one of auto, ${dialectNames.join(", ")}`,
      EXIT.usage,
    );
  return {
    id: "tree",
    title: "",
    bookmarksOf: resolve(file),
    async open() {
      const configPath = config ?? process.env.KCONFIG_CONFIG ?? ".config";
      const place = { kconfigFile: file, cwd: process.cwd(), env: process.env, configPath };
      return { place: dialect === "auto" ? place : { ...place, dialect } };
    },
  };
}

function isDialect(name: string): name is DialectName {
  return dialectNames.includes(name);
}
