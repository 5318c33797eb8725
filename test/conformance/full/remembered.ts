import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { repository } from "../../support/conf.js";
import { type Case, compare, differences, type Texts } from "../case.js";
import { linuxVersions } from "../linux.js";

/*
 * Two thirds of the time of a full run are C's, and C says the same each time. What it said is kept as digests; where the
 * engine's texts have the same ones, C need not run. Otherwise it does, and the texts themselves are compared.
 */

const folder = join(repository, ".corpus/said-by-c");

/** As compare(), with what C said in an earlier run, if it did. */
export function compareRemembering(one: Case): string[] {
  if (!one.isLasting) return compare(one);
  const file = join(folder, digest(`${origin()}\n${one.group}\n${one.name}`));
  const remembered = existsSync(file) ? readFileSync(file, "utf8") : null;
  if (remembered !== null && remembered === digests(one.ours(null))) return [];
  const expected = one.c();
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, digests(expected));
  renameSync(`${file}.${process.pid}`, file);
  return differences(expected, one.ours(expected));
}

function digests(texts: Texts): string {
  const lines = Object.keys(texts).map((name) => `${digest(texts[name] ?? "")} ${name}\n`);
  return lines.sort().join("");
}

function digest(text: string): string {
  return createHash("sha256").update(text, "latin1").digest("hex");
}

let known: string | undefined;

/** All that decides what C says: the programs, the trees, and this comparison itself. */
function origin(): string {
  known ??= digest(
    [
      ".sha256",
      "buildroot-conf/conf",
      ...linuxVersions.flatMap((version) => [
        `linux-${version}/.stamp`,
        `linux-${version}-build/scripts/kconfig/conf`,
      ]),
    ]
      .map((name) => contents(join(repository, ".corpus", name)))
      .concat(readModules(join(import.meta.dirname, "../..")))
      .join("\n"),
  );
  return known;
}

function readModules(at: string): string[] {
  return readdirSync(at)
    .filter((name) => name !== "full")
    .sort()
    .flatMap((name) => {
      const path = join(at, name);
      return statSync(path).isDirectory() ? readModules(path) : [contents(path)];
    });
}

function contents(path: string): string {
  return existsSync(path) ? digest(readFileSync(path, "latin1")) : "";
}
