import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Config, configText, createConfig, openTree, readConfiguration } from "kconfig-parser";
import { afterAll, describe, expect, it } from "vitest";
import { type Place, places } from "../conformance/places.js";
import { runC } from "../support/conf.js";
import { Monkey } from "./monkey.js";
import { Menus } from "./support.js";

/** RANDOM_KEYS=100000 for the long run, RANDOM_SEED for another one: `npm run proof:keys`. */
const KEYS = Number(process.env.RANDOM_KEYS ?? 400);
const SEED = Number(process.env.RANDOM_SEED ?? 1);
/** After so many keys what would be saved is shown to C. */
const LEG = 1000;

const trees = places.filter(({ title }) => title === "Buildroot" || title === "Linux 6.12");

describe.skipIf(trees.length === 0)("any keys over a real tree", () => {
  const parent = mkdtempSync(join(tmpdir(), "random-keys-"));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  it.each(trees.map((place) => [place.title, place] as const))(
    "%s: leave a whole screen, and a file that C's olddefconfig leaves as it is",
    (title, place) => {
      const folder = mkdtempSync(join(parent, "tree-"));
      place.prepare(folder);
      const open = { cwd: place.cwd ?? folder, env: place.env(0) };
      const config = createConfig(openTree(place.kconfig, open));
      // Whatever is there by default, as from a file that was saved before.
      readConfiguration(config, configText(config), ".config");
      const menus = new Menus({ config, columns: 100, rows: 30 });
      const monkey = new Monkey(menus, SEED);
      for (let done = 0; done < KEYS; done += LEG) {
        monkey.press(Math.min(LEG, KEYS - done));
        expect(olddefconfig(place, folder, config), `${title}, seed ${SEED}, after ${done + LEG} keys`).toBe(
          configText(config),
        );
      }
    },
    60_000 + KEYS * 100,
  );
});

/** What C makes of the file that would be saved now. */
function olddefconfig(place: Place, folder: string, config: Config): string {
  const file = join(folder, "config");
  writeFileSync(file, configText(config), "latin1");
  const outcome = runC(place.oracle, {
    args: ["--olddefconfig", place.kconfig],
    cwd: place.cwd ?? folder,
    env: { ...place.env(0), KCONFIG_CONFIG: file, BR2_CONFIG: file },
    input: "",
  });
  expect(outcome.status, outcome.stderr).toBe(0);
  return readFileSync(file, "latin1");
}
