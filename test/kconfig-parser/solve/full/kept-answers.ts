import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { SolveReport } from "kconfig-parser/solve";
import type { Tally } from "../random-requests.js";

/** One request as it is kept: which one it was, and what came of it. */
export interface KeptAnswer {
  readonly index: number;
  readonly text: string;
  readonly kind: SolveReport["kind"];
  readonly offered: number;
  readonly wrong: readonly string[];
  readonly milliseconds: number;
}

/** The answers of a run, a line each, so that one that was stopped at any moment can be taken up. */
export class KeptAnswers {
  readonly all: KeptAnswer[] = [];

  /** @param of what the answers hang on; a file with another one is begun anew */
  constructor(
    private readonly file: string,
    of: string,
    again: boolean,
  ) {
    const [first, ...lines] = again ? [] : linesOf(file);
    if (first === of) this.all.push(...lines.map((line) => JSON.parse(line) as KeptAnswer));
    mkdirSync(dirname(file), { recursive: true });
    // Written whole: a line that was cut off is gone, and the next one begins where it should.
    writeFileSync(file, [of, ...this.all.map((one) => JSON.stringify(one)), ""].join("\n"));
  }

  add(one: KeptAnswer): void {
    this.all.push(one);
    appendFileSync(this.file, `${JSON.stringify(one)}\n`);
  }

  get tally(): Tally {
    const kinds = { already: 0, solved: 0, impossible: 0, "not-found": 0 };
    for (const { kind } of this.all) kinds[kind]++;
    return {
      kinds,
      offered: this.all.reduce((sum, { offered }) => sum + offered, 0),
      wrong: this.all.flatMap(({ wrong }) => wrong),
      milliseconds: this.all.map(({ milliseconds }) => milliseconds),
    };
  }
}

/** The lines that end. */
function linesOf(file: string): string[] {
  try {
    return readFileSync(file, "utf8").split("\n").slice(0, -1);
  } catch {
    return [];
  }
}

/** A number that is another one when any program of a folder is. */
export function digestOf(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
    if (name.endsWith(".js")) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
}
