import { resolve } from "node:path";
import { Config } from "../eval/config.js";
import { nodeHost } from "../host.js";
import type { KconfigTree } from "../model/tree.js";
import { writeFileAtomically } from "./atomic-write.js";
import { readConfiguration } from "./read-config.js";
import { configText } from "./write-config.js";

export interface LoadResult {
  /** False when there is no such file; the configuration is then left as it was. */
  readonly found: boolean;
  readonly warnings: readonly string[];
}

/** The values of a tree before anything is loaded: all defaults. */
export function createConfig(tree: KconfigTree): Config {
  return new Config(tree);
}

/** Reads a configuration file into `config`, replacing what was set. C: conf_read(). */
export function loadConfig(config: Config, path: string): LoadResult {
  const text = nodeHost(process.cwd(), process.env).readFile(path);
  if (text === null) return { found: false, warnings: [] };
  return { found: true, ...readConfiguration(config, text, path) };
}

/**
 * Writes the configuration, atomically; what was there becomes `PATH.old`.
 * @throws the system's error (no space, no permission); the old file then stands as it was.
 */
export function saveConfig(config: Config, path: string): { readonly written: boolean } {
  const target = resolve(path);
  writeFileAtomically(target, configText(config), { backup: `${target}.old` });
  config.modified = false;
  return { written: true };
}
