import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CachedTree } from "../../../src/kconfig-parser/src/cache/cached-tree.js";
import { CacheStore } from "../../../src/kconfig-parser/src/cache/store.js";
import { TreeCache } from "../../../src/kconfig-parser/src/cache/tree-cache.js";

let folder: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cached-tree-"));
  mkdirSync(join(folder, "bin"));
  env = { PATH: `${folder}/bin:/usr/bin:/bin`, GREETING: "hello" };
  write("Kconfig", 'config A\n\tstring "$(GREETING)"\n\tdefault "$(shell,tool one)"\nsource "sub/Kconfig"\n');
  write("sub/Kconfig", 'config B\n\tbool "b"\n');
  tool("#!/bin/sh\necho first $1\n");
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function tool(text: string): void {
  write("bin/tool", text);
  chmodSync(join(folder, "bin/tool"), 0o755);
}

const cacheFolder = (): string => join(folder, "cache");
const find = (): CachedTree =>
  CachedTree.find(new TreeCache(new CacheStore(cacheFolder()), "this"), "Kconfig", {
    cwd: folder,
    env,
    dialect: "linux-6.12",
  });

/** What the default of A is, and whether the cache knew the tree. */
function ask(): { known: boolean; answer: string; symbols: string } {
  const cached = find();
  const known = cached.id !== null;
  const tree = cached.open();
  const value = tree.symbol("A")?.defaults[0]?.value;
  const answer = value?.op === "symbol" ? (value.symbol.name ?? "") : "";
  return { known, answer, symbols: tree.symbols.map((symbol) => symbol.name).join(" ") };
}

const first = { answer: "first one", symbols: "A B" };

describe("a cached tree", () => {
  it("is known from the second time on, and the same from its image", () => {
    expect(ask()).toEqual({ known: false, ...first });
    expect(ask()).toEqual({ known: true, ...first });
    expect(readdirSync(cacheFolder()).filter((name) => name.startsWith("tree-"))).toHaveLength(1);
    expect(ask()).toEqual({ known: true, ...first });
  });

  it("is read anew when a file changed, even within the same instant and in the same size", () => {
    ask();
    write("sub/Kconfig", 'config C\n\tbool "b"\n');
    expect(ask()).toEqual({ known: false, answer: "first one", symbols: "A C" });
  });

  it("is read anew when a file changed long ago, though there is an image from before", () => {
    const hoursLater = (hours: number): void => {
      vi.setSystemTime(Date.now() + hours * 60 * 60 * 1000);
    };
    vi.useFakeTimers({ toFake: ["Date"] });
    hoursLater(2);
    expect(ask().known).toBe(false);
    expect(ask()).toEqual({ known: true, ...first });
    write("sub/Kconfig", 'config C\n\tbool "b"\n');
    hoursLater(2);
    expect(ask()).toEqual({ known: false, answer: "first one", symbols: "A C" });
    expect(ask()).toEqual({ known: true, answer: "first one", symbols: "A C" });
    expect(ask()).toEqual({ known: true, answer: "first one", symbols: "A C" });
  });

  it("is still known when a file was only written again", () => {
    ask();
    write("sub/Kconfig", 'config B\n\tbool "b"\n');
    utimesSync(join(folder, "sub/Kconfig"), 1, 1);
    expect(ask().known).toBe(true);
  });

  it("is read anew when a file is gone, or a folder in its place", () => {
    ask();
    rmSync(join(folder, "sub/Kconfig"));
    mkdirSync(join(folder, "sub/Kconfig"));
    expect(find().id).toBeNull();
  });

  it("is read anew when a variable that it read has another value, and knows both", () => {
    ask();
    env.GREETING = "goodbye";
    expect(ask().known).toBe(false);
    expect(ask().known).toBe(true);
    env.GREETING = "hello";
    expect(ask().known).toBe(true);
  });

  it("runs its commands again when the tool that answered is another one", () => {
    ask();
    tool("#!/bin/sh\necho newer $1\n");
    expect(ask()).toEqual({ known: false, answer: "newer one", symbols: "A B" });
  });

  it("asks another tool and is still known when the answers are the same", () => {
    ask();
    ask();
    tool("#!/bin/sh\necho first $1 # of a later version\necho asked >>$0.log\n");
    expect(ask()).toEqual({ known: true, ...first });
    expect(ask()).toEqual({ known: true, ...first });
    // Once, not once more for every run that follows.
    expect(readFileSync(join(folder, "bin/tool.log"), "utf8")).toBe("asked\n");
  });

  it("is not remembered when a command printed errors, which would be missing the next time", () => {
    tool("#!/bin/sh\necho first $1; echo oh >&2\n");
    ask();
    expect(find().id).toBeNull();
  });

  it("runs no command when it must not, and answers as before, whatever became of the tool or the tree", () => {
    const openWithout = (): string => {
      const options = { cwd: folder, env, dialect: "linux-6.12", noShell: true } as const;
      const cache = new TreeCache(new CacheStore(cacheFolder()), "this");
      const value = CachedTree.find(cache, "Kconfig", options).open().symbol("A")?.defaults[0]?.value;
      return value?.op === "symbol" ? (value.symbol.name ?? "") : "";
    };
    expect(openWithout).toThrow(/Kconfig:3: \$\(shell,tool one\): commands are not to be run \(--no-shell\)/);
    ask();
    tool("#!/bin/sh\necho never\n");
    expect(openWithout()).toBe("first one");
    write("sub/Kconfig", 'config C\n\tbool "c"\n');
    expect(openWithout()).toBe("first one");
    expect(ask().answer).toBe("never");
  });

  it("runs its commands again when another tool of that name comes first on PATH", () => {
    ask();
    env.PATH = `${folder}/other:${env.PATH}`;
    ask();
    write("other/tool", "#!/bin/sh\necho other $1\n");
    chmodSync(join(folder, "other/tool"), 0o755);
    expect(ask()).toEqual({ known: false, answer: "other one", symbols: "A B" });
  });

  it("runs its commands again when a script that they name has changed", () => {
    write("Kconfig", 'config A\n\tstring "a"\n\tdefault "$(shell,sh ./script.sh)"\n');
    write("script.sh", "echo 1\n");
    ask();
    write("script.sh", "echo 2\n");
    expect(ask().answer).toBe("2");
  });

  it("is read anew when a file that was missing has come", () => {
    write("Kconfig", 'config A\n\tstring "a"\n\tdefault "$(shell,test -e ./flag && echo there)"\n');
    expect(ask().answer).toBe("");
    write("flag", "");
    expect(ask().answer).toBe("there");
  });

  it("is not remembered when it was read from a pipe", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")]);
    write("Kconfig", 'source "pipe"\n');
    const writer = spawn("sh", ["-c", 'printf "config P\\n\\tbool \\"p\\"\\n" >pipe'], {
      cwd: folder,
      stdio: "ignore",
    });
    const ended = once(writer, "exit");
    expect(ask().symbols).toBe("P");
    await ended;
    expect(readdirSync(folder)).not.toContain("cache");
  });

  it("is right whatever stands in the cache's files", () => {
    ask();
    ask();
    for (const poison of ["", "nonsense", "\0".repeat(5000)]) {
      for (const name of readdirSync(cacheFolder())) writeFileSync(join(cacheFolder(), name), poison);
      expect(ask()).toMatchObject(first);
      expect(ask()).toMatchObject(first);
    }
  });

  it("is right when the cache cannot be written", () => {
    write("cache", "a file in the way");
    expect(ask()).toMatchObject(first);
    expect(ask()).toEqual({ known: false, ...first });
  });
});
