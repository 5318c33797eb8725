import { lstatSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn } from "../support/conf.js";
import { Random } from "../support/random.js";
import { answers } from "./answers.js";
import type { Case, Texts } from "./case.js";
import { damage, loseLines } from "./damage.js";
import type { Place } from "./places.js";
import { drawnCase, type Side } from "./play.js";

/** A random configuration, damaged, in the modes that ask nothing. */
export function randomCase(place: Place, seed: number): Case {
  return drawnCase("random configurations, as they are and damaged", place, seed, (side, drawn) => {
    const broken = damage(drawn, new Random(seed));
    const texts: Record<string, string> = {};
    for (const [mode, value] of [
      ["listnewconfig"],
      ["savedefconfig", `=${side.file}.saved`],
      ["olddefconfig"],
    ]) {
      writeFileSync(side.file, broken, "latin1");
      texts[`${mode} says`] = side.step(`--${mode}${value ?? ""}`);
    }
    return { ...texts, ...filesIn(side.folder) };
  });
}

/** The modes that ask, answered at random until the answers end, from a configuration with lines lost or all kinds of damage. */
export function askCase(place: Place, seed: number): Case {
  return drawnCase("questions and answers", place, seed, (side, drawn) => {
    const random = new Random(seed);
    const mode = random.weighted([
      [6, "--oldconfig"],
      [2, "--oldaskconfig"],
      [2, "--syncconfig"],
    ]);
    // Buildroot's writes below the current folder, which is the corpus.
    const asked = mode === "--syncconfig" && place.cwd !== null ? "--oldconfig" : mode;
    const start = random.weighted([
      [6, () => loseLines(drawn, random)],
      [3, () => damage(drawn, random)],
      [1, () => ""],
    ])();
    writeFileSync(side.file, start, "latin1");
    const said = side.step(asked, { input: answers(random) });
    return { [asked]: said, ...filesIn(side.folder) };
  });
}

/** What syncconfig writes and touches: for a configuration, and for what becomes of it when it changes. */
export function syncCase(place: Place, seed: number): Case {
  return drawnCase("syncconfig", place, seed, (side, drawn) => {
    for (const name of ["config", "generated"])
      mkdirSync(join(side.folder, "include", name), { recursive: true });
    const first = sync(side, drawn);
    const second = sync(side, damage(drawn, new Random(seed)));
    // Nothing has changed: nothing is touched.
    const third = { said: side.step("--syncconfig"), touched: touched(side.folder) };
    return Object.fromEntries(
      [first, second, third].flatMap((texts, n) =>
        Object.entries(texts).map(([name, text]) => [`run ${n + 1} ${name}`, text]),
      ),
    );
  });
}

function sync(side: Side, config: string): Texts {
  for (const name of Object.keys(filesIn(side.folder))) utimesSync(join(side.folder, name), 1000, 1000);
  writeFileSync(side.file, config, "latin1");
  const said = side.step("--syncconfig", { input: "\n".repeat(20_000) });
  return { said, touched: touched(side.folder), ...filesIn(side.folder) };
}

function touched(folder: string): string {
  return Object.keys(filesIn(folder))
    .filter((name) => !name.endsWith("/") && lstatSync(join(folder, name)).mtimeMs !== 1_000_000)
    .join("\n");
}
