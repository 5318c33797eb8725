/** Digests of files: a file is read only when it may have changed, and what counts is what it contains. */
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ABSENT, changedSince, DigestCache } from "../../src/scheduler/digest-cache.js";
import { DigestMemory } from "../../src/scheduler/digest-memory.js";
import { type Digest, digestOf } from "../../src/scheduler/fingerprint.js";
import { isRacy, lookAt } from "../../src/scheduler/stamp.js";

let folder: string;
let memory: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "digests-"));
  memory = join(folder, "memory");
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);

/** Writes files as if all of it had been there for long: the racy time is over without waiting for it. */
function aged<T>(look: (cache: DigestCache) => T): { result: T; filesRead: number } {
  const now = Date.now;
  Date.now = () => now() + 10_000;
  try {
    const cache = new DigestCache(memory);
    const result = look(cache);
    cache.save();
    return { result, filesRead: cache.filesRead };
  } finally {
    Date.now = now;
  }
}

describe("a file", () => {
  test("is read once, and again only when lstat says that it may have changed", () => {
    writeFileSync(at("a"), "one");
    expect(aged((cache) => cache.file(at("a")))).toEqual({ result: digestOf("one"), filesRead: 1 });
    expect(aged((cache) => cache.file(at("a")))).toEqual({ result: digestOf("one"), filesRead: 0 });
    utimesSync(at("a"), 1000, 1000);
    expect(aged((cache) => cache.file(at("a")))).toEqual({ result: digestOf("one"), filesRead: 1 });
  });

  test("with another content of the same size and the same mtime is another one", () => {
    writeFileSync(at("a"), "one");
    utimesSync(at("a"), 1000, 1000);
    aged((cache) => cache.file(at("a")));
    writeFileSync(at("a"), "two");
    utimesSync(at("a"), 1000, 1000);
    expect(aged((cache) => cache.file(at("a"))).result).toBe(digestOf("two"));
    writeFileSync(at("b"), "six");
    utimesSync(at("b"), 1000, 1000);
    renameSync(at("b"), at("a"));
    expect(aged((cache) => cache.file(at("a"))).result).toBe(digestOf("six"));
  });

  test("that was changed less than two seconds ago is never taken from memory", () => {
    writeFileSync(at("a"), "one");
    for (let i = 0; i < 2; i++) {
      const cache = new DigestCache(memory);
      cache.file(at("a"));
      cache.file(at("a"));
      expect(cache.filesRead).toBe(2);
      cache.save();
    }
    const stats = lookAt(at("a"));
    if (!stats) throw new Error("no file");
    const changed = Number(stats.ctimeNs / 1_000_000n);
    expect(isRacy(stats, changed + 1999)).toBe(true);
    expect(isRacy(stats, changed + 2002)).toBe(false);
    // A clock that was set back, or a file from the future.
    expect(isRacy(stats, changed - 5_000_000)).toBe(true);
  });

  test("that is a link counts as what it points to; no file at all is ABSENT", () => {
    writeFileSync(at("a"), "one");
    symlinkSync("a", at("link"));
    symlinkSync("loop", at("loop"));
    execFileSync("mkfifo", [at("fifo")]);
    const cache = new DigestCache(null);
    expect(cache.file(at("link"))).toBe(digestOf("one"));
    expect(cache.link(at("link"))).toBe(digestOf("a"));
    expect(cache.link(at("a"))).toBe(ABSENT);
    for (const name of ["gone", "a/below", "loop", "fifo", "."]) expect(cache.file(at(name))).toBe(ABSENT);
    rmSync(at("a"));
    expect(cache.file(at("link"))).toBe(ABSENT);
    expect(cache.link(at("link"))).toBe(digestOf("a"));
  });

  test.skipIf(process.geteuid?.() === 0)("that may not be read says so", () => {
    writeFileSync(at("a"), "one", { mode: 0 });
    expect(() => new DigestCache(null).file(at("a"))).toThrow(/a: permission denied: /);
  });
});

describe("a tree", () => {
  const digest = (name = "tree") => new DigestCache(null).tree(at(name)).digest;

  beforeEach(() => {
    mkdirSync(at("tree/sub/empty"), { recursive: true });
    writeFileSync(at("tree/a"), "one");
    writeFileSync(at("tree/sub/b"), "two");
    writeFileSync(at("tree/é"), "three");
    symlinkSync("a", at("tree/link"));
    // A name that is no UTF-8.
    writeFileSync(Buffer.concat([Buffer.from(`${at("tree")}/`), Buffer.of(0xff)]), "four");
  });

  test("is the same in another place, at another time, made in another order", () => {
    const before = digest();
    execFileSync("cp", ["-r", at("tree"), at("copy")]);
    expect(digest("copy")).toBe(before);
    renameSync(at("copy/a"), at("copy/x"));
    expect(digest("copy")).not.toBe(before);
    renameSync(at("copy/x"), at("copy/a"));
    expect(digest("copy")).toBe(before);
  });

  test.each<[string, () => void]>([
    ["content", () => appendFileSync(at("tree/sub/b"), "!")],
    [
      "content of a name that is no UTF-8",
      () => execFileSync("sh", ["-c", "echo >>$(printf '\\377')"], { cwd: at("tree") }),
    ],
    ["a new file", () => writeFileSync(at("tree/sub/c"), "")],
    ["a file that is gone", () => rmSync(at("tree/a"))],
    ["a new empty folder", () => mkdirSync(at("tree/new"))],
    ["an x-bit", () => chmodSync(at("tree/a"), 0o755)],
    ["where a link points", () => execFileSync("ln", ["-sfn", "b", at("tree/link")])],
    [
      "a link in the place of a file",
      () => execFileSync("sh", ["-c", "mv a ../one; ln -s ../one a"], { cwd: at("tree") }),
    ],
    ["a file moved into a folder", () => renameSync(at("tree/a"), at("tree/sub/a"))],
    ["a FIFO", () => execFileSync("mkfifo", [at("tree/fifo")])],
    [
      "a folder in the place of a file",
      () => execFileSync("sh", ["-c", "rm a; mkdir a"], { cwd: at("tree") }),
    ],
  ])("is another one for %s, and changedSince tells", (_, change) => {
    const cache = new DigestCache(null);
    const before = cache.tree(at("tree"));
    expect(changedSince(before.looks)).toBeNull();
    change();
    expect(changedSince(before.looks)).toMatch(/tree/);
    expect(cache.tree(at("tree")).digest).not.toBe(before.digest);
  });

  test("is the same for what does not count: times, the bits of others, what is excluded", () => {
    const exclude = (relative: string) => relative === "sub/.git";
    const before = new DigestCache(null).tree(at("tree"), { exclude });
    utimesSync(at("tree/a"), 1000, 1000);
    chmodSync(at("tree/sub/b"), 0o600);
    mkdirSync(at("tree/sub/.git"));
    writeFileSync(at("tree/sub/.git/index"), "");
    const after = new DigestCache(null).tree(at("tree"), { exclude });
    expect(after.digest).toBe(before.digest);
    expect([...after.looks.keys()]).not.toContain(at("tree/sub/.git"));
  });

  test("may be a file, a link or nothing", () => {
    const cache = new DigestCache(null);
    expect(
      new Set(["a", "link", "sub", "gone"].map((name) => cache.tree(at(`tree/${name}`)).digest)).size,
    ).toBe(4);
    expect(cache.tree(at("gone"))).toMatchObject({ digest: ABSENT, count: 1 });
    const { looks } = cache.tree(at("gone"));
    writeFileSync(at("gone"), "");
    expect(changedSince(looks)).toBe(at("gone"));
  });

  test("is walked the next time without reading a file", () => {
    const first = aged((cache) => cache.tree(at("tree")).digest);
    expect(first.filesRead).toBe(4);
    expect(aged((cache) => cache.tree(at("tree")).digest)).toEqual({ result: first.result, filesRead: 0 });
  });
});

describe("the memory", () => {
  test("with any byte damaged or missing counts as lost", () => {
    writeFileSync(at("a"), "one");
    aged((cache) => cache.file(at("a")));
    const whole = readFileSync(memory);
    for (let i = 0; i < whole.length; i++) {
      const bytes = Buffer.from(whole);
      bytes[i] = (bytes[i] ?? 0) ^ 1;
      for (const damaged of [bytes, whole.subarray(0, i)]) {
        writeFileSync(memory, damaged);
        expect(new DigestMemory(memory).size, `byte ${i}`).toBe(0);
      }
    }
    expect(aged((cache) => cache.file(at("a"))).result).toBe(digestOf("one"));
  });

  test("is written only when there is something new, and never half", () => {
    writeFileSync(at("a"), "one");
    aged((cache) => cache.file(at("a")));
    const { ino } = statSync(memory);
    aged((cache) => cache.file(at("a")));
    expect(statSync(memory).ino).toBe(ino);
    aged((cache) => cache.file(at("memory")));
    expect(statSync(memory).ino).not.toBe(ino);
  });

  test("forgets what nobody asks for once there is too much of it", () => {
    const many = new DigestMemory(memory);
    for (let i = 0; i < 25_000; i++) many.set(`/old/${i}`, "stamp", "digest" as Digest);
    many.save();
    const next = new DigestMemory(memory);
    expect(next.size).toBe(25_000);
    next.set("/new\tname", "stamp", "digest" as Digest);
    expect(next.get("/new\tname", "stamp")).toBeNull();
    next.set("/new", "stamp", "digest" as Digest);
    expect(next.get("/old/24999", "stamp")).toBe("digest");
    next.save();
    const last = new DigestMemory(memory);
    expect(last.size).toBe(20_002);
    expect(last.get("/old/24999", "stamp")).toBe("digest");
    expect(last.get("/new", "other")).toBeNull();
  });
});
