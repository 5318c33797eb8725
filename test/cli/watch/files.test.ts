import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { isNoise, watcherOfFiles } from "../../../src/cli/watch/files.js";
import { temporaryFolder } from "../rig.js";

/** Of two changes of a file within 50 ms chokidar tells the first; what is written after it must wait for so long. */
const REST = 100;

/** The real watcher on real files: `told` waits until a path was told since it was last asked, and the files rest. */
async function watching(paths: readonly string[]) {
  let told: string[] = [];
  let wake: () => void = () => undefined;
  const watch = await watcherOfFiles();
  const watched = watch(paths, (path) => {
    told.push(path);
    wake();
  });
  await watched.set(paths);
  return {
    ...watched,
    told: async (path: string): Promise<void> => {
      while (!told.includes(path)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      await setTimeout(REST);
      told = [];
    },
    all: () => told,
  };
}

/** As a menu saves it: under another name first. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

describe("a watcher of files", () => {
  it("tells of a file that is written, and of one that is replaced, again and again", async () => {
    const file = join(temporaryFolder(), ".config");
    writeFileSync(file, "0");
    const watched = await watching([file]);
    for (const text of ["1", "2", "3"]) {
      replace(file, text);
      await watched.told(file);
      writeFileSync(file, `${text} again`);
      await watched.told(file);
    }
    await watched.close();
  });

  it("still tells of a file that was replaced while other paths were asked for", async () => {
    const folder = temporaryFolder();
    const file = join(folder, ".config");
    writeFileSync(file, "0");
    const watched = await watching([file]);
    for (const other of ["a", "b", "c", "d"]) {
      replace(file, `for ${other}`);
      await watched.set([file, join(folder, other)]);
      await watched.told(file);
      writeFileSync(file, `after ${other}`);
      await watched.told(file);
    }
    await watched.close();
  });

  it("tells of a file and a folder that were not there", async () => {
    const folder = temporaryFolder();
    const paths = [join(folder, "output", ".config"), join(folder, "overlay")];
    const watched = await watching(paths);
    mkdirSync(join(folder, "output"));
    writeFileSync(join(folder, "output", ".config"), "");
    await watched.told(join(folder, "output", ".config"));
    mkdirSync(join(folder, "overlay", "etc"), { recursive: true });
    writeFileSync(join(folder, "overlay", "etc", "motd"), "");
    await watched.told(join(folder, "overlay", "etc", "motd"));
    rmSync(join(folder, "overlay"), { recursive: true });
    await watched.told(join(folder, "overlay"));
    await watched.close();
  });

  it("says nothing of a file's neighbours, though it looks at their folder", async () => {
    const folder = join(temporaryFolder(), "output.tmp");
    mkdirSync(folder);
    const file = join(folder, ".config");
    writeFileSync(file, "0");
    const watched = await watching([file]);
    writeFileSync(join(folder, ".config.old"), "1");
    mkdirSync(join(folder, "build"));
    writeFileSync(join(folder, "build", ".config"), "1");
    writeFileSync(file, "1");
    await watched.told(file);
    writeFileSync(file, "2");
    await watched.told(file);
    expect(watched.all()).toEqual([]);
    await watched.close();
  });

  it("takes no notice of what editors and git leave beside a file", () => {
    for (const name of [".motd.swp", "motd~", "#motd#", ".#motd", "4913", "index.lock"])
      expect(isNoise(`/overlay/${name}`), name).toBe(true);
    for (const name of ["motd", ".config", ".bashrc", "a.swap"])
      expect(isNoise(`/o/${name}`), name).toBe(false);
  });
});
