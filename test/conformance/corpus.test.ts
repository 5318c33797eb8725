import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  configText,
  createConfig,
  defconfigText,
  type KconfigTree,
  openTree,
  readConfiguration,
  setAllNew,
} from "kconfig-parser";
import { beforeAll, describe, expect, it } from "vitest";
import { corpus, corpusEnv } from "./corpus.js";

/** The three files that are modes, not defconfigs. */
const modes = { "@allnoconfig": "no", "@allyesconfig": "yes", "@alldefconfig": "default" } as const;

describe.skipIf(corpus === null)("every defconfig and mode of Buildroot 2026.02.3", () => {
  if (corpus === null) return;
  const { buildroot, expectedConfig, expectedSavedefconfig, names } = corpus;
  let tree: KconfigTree;
  beforeAll(() => {
    tree = openTree("Config.in", { cwd: buildroot, env: corpusEnv });
  });

  it("is 308 defconfigs and 3 modes", () => {
    expect(names).toHaveLength(311);
  });

  it.each(names)("%s: .config and savedefconfig are those of Buildroot's conf", (name) => {
    const config = createConfig(tree);
    const mode = modes[name as keyof typeof modes];
    if (mode === undefined) {
      const file = `configs/${name}`;
      expect(readConfiguration(config, readFileSync(join(buildroot, file), "latin1"), file).warnings).toEqual(
        [],
      );
    }
    setAllNew(config, mode ?? "default");
    const written = configText(config);
    expect(written).toBe(readFileSync(join(expectedConfig, name), "latin1"));

    const reloaded = createConfig(tree);
    readConfiguration(reloaded, written, ".config");
    expect(configText(reloaded)).toBe(written);
    expect(defconfigText(reloaded)).toBe(readFileSync(join(expectedSavedefconfig, name), "latin1"));
  });
});
