/** Sources recognized by digest, in real folders with a small tree of `.hash` files. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type AdoptEvent, type AdoptOptions, adoptSources } from "../../../src/buildroot/adopt/index.js";

let folder: string;
const at = (...names: string[]) => join(folder, ...names);
const digest = (algorithm: string, content: string) => createHash(algorithm).update(content).digest("hex");
const sha256 = (content: string) => digest("sha256", content);

async function put(path: string, content: string): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), content);
}

const hash = (name: string, ...lines: string[]) =>
  put(`buildroot/package/${name}/${name}.hash`, `# locally computed\n${lines.join("\n")}\n`);

const adopt = (more: Partial<AdoptOptions> = {}) =>
  adoptSources({ buildroot: at("buildroot"), downloadDir: at("dl"), from: [at("disk")], ...more });

/** Every file below the download folder, temporary ones too. */
async function downloads(): Promise<readonly string[]> {
  const entries = await readdir(at("dl"), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((e) => e.isFile())
    .map((e) => join(e.parentPath, e.name).slice(at("dl").length + 1))
    .sort();
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "adopt-"));
  await mkdir(at("buildroot/package"), { recursive: true });
  await mkdir(at("disk"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("adopting sources", () => {
  it("recognizes a file by its digest, whatever its name and folder", async () => {
    await hash("busybox", `sha256  ${sha256("the tarball")}  busybox-1.37.0.tar.bz2`);
    await put("disk/deep/er/busybox_1.37.0.orig.tar.bz2", "the tarball");
    const report = await adopt();
    expect(report.adopted).toEqual(["busybox/busybox-1.37.0.tar.bz2"]);
    expect(await readFile(at("dl/busybox/busybox-1.37.0.tar.bz2"), "utf8")).toBe("the tarball");
  });

  it("knows sha512 alone, and digests in capitals", async () => {
    await hash("bzip2", `sha512  ${digest("sha512", "b").toUpperCase()}  bzip2-1.0.8.tar.gz`);
    await put("disk/x", "b");
    expect((await adopt()).adopted).toEqual(["bzip2/bzip2-1.0.8.tar.gz"]);
  });

  it("never adopts a damaged file, even under the right name", async () => {
    await hash("zlib", `sha256  ${sha256("whole")}  zlib-1.tar.xz`);
    await put("disk/zlib-1.tar.xz", "who");
    const report = await adopt();
    expect(report.adopted).toEqual([]);
    expect(await downloads()).toEqual([]);
  });

  it("refuses a file when only one of its digests is right", async () => {
    await hash(
      "zlib",
      `md5  ${digest("md5", "other")}  zlib-1.tar.xz`,
      `sha256  ${sha256("z")}  zlib-1.tar.xz`,
    );
    await put("disk/z", "z");
    const report = await adopt();
    expect(report.refused).toEqual(["zlib/zlib-1.tar.xz"]);
    expect(await downloads()).toEqual([]);
  });

  it("takes no file by md5 or sha1 alone", async () => {
    await hash(
      "old",
      `md5  ${digest("md5", "o")}  old-1.tar.gz`,
      `sha1  ${digest("sha1", "o")}  old-1.tar.gz`,
    );
    await put("disk/o", "o");
    expect((await adopt()).adopted).toEqual([]);
  });

  it("refuses names that lead out of the download folder", async () => {
    const evil = sha256("evil");
    await hash(
      "evil",
      ...[`sha256  ${evil}  ../../escaped.tar.gz`, `sha256  ${evil}  /tmp/escaped.tar.gz`],
      ...[`sha256  ${evil}  ..`, `sha256  ${evil}  .hidden.tar.gz`, `sha256  ${evil}  -rf.tar.gz`],
    );
    await put("disk/evil", "evil");
    await adopt();
    expect(await downloads()).toEqual([]);
    expect(existsSync(at("escaped.tar.gz"))).toBe(false);
  });

  it("passes over licence files, unless the configuration downloads one", async () => {
    await hash("font", `sha256  ${sha256("terms")}  COPYING`);
    await put("disk/terms", "terms");
    expect((await adopt()).adopted).toEqual([]);
    const wanted = [{ packageName: "font", folder: "font", file: "COPYING" }];
    expect((await adopt({ wanted })).adopted).toEqual(["font/COPYING"]);
  });

  it("puts the same bytes wherever they are wanted, and one of two copies only once", async () => {
    await hash("lua", `sha256  ${sha256("lua")}  lua-5.4.tar.gz`);
    await hash("lua-docs", `sha256  ${sha256("lua")}  lua-5.4.tar.gz`);
    await put("disk/one", "lua");
    await put("disk/two", "lua");
    const events: AdoptEvent[] = [];
    const report = await adopt({ onEvent: (event) => events.push(event) });
    expect(report.adopted).toEqual(["lua-docs/lua-5.4.tar.gz", "lua/lua-5.4.tar.gz"]);
    expect(report.present).toEqual([]);
    expect(events.filter((event) => event.kind === "adopted")).toHaveLength(2);
  });

  it("uses the folder that the package shares with another", async () => {
    await put("buildroot/package/gcc/gcc-final/gcc-final.hash", `sha256  ${sha256("g")}  gcc-14.tar.xz\n`);
    await put("buildroot/package/gcc/gcc-final/gcc-final.mk", "GCC_FINAL_DL_SUBDIR = gcc\n");
    await put("buildroot/package/ul-libs/ul-libs.hash", `sha256  ${sha256("u")}  ul.tar.xz\n`);
    await put("buildroot/package/ul-libs/ul-libs.mk", "UL_LIBS_DL_SUBDIR = $(UL_DL_SUBDIR)\n");
    await put("disk/g", "g");
    await put("disk/u", "u");
    expect((await adopt()).adopted).toEqual(["gcc/gcc-14.tar.xz", "ul/ul.tar.xz"]);
  });

  it("finds .hash files of a version's folder and of external trees", async () => {
    await put("buildroot/linux/before-6.17/linux.hash", `sha256  ${sha256("k")}  linux-6.12.tar.xz\n`);
    await put("external/package/agent/agent.hash", `sha256  ${sha256("a")}  agent-1.tar.gz\n`);
    await put("disk/k", "k");
    await put("disk/a", "a");
    const report = await adopt({ hashDirs: [at("external/package"), at("external/absent")] });
    expect(report.adopted).toEqual(["agent/agent-1.tar.gz", "linux/linux-6.12.tar.xz"]);
  });
});

describe("a second time", () => {
  it("says what is there already and does not write it again", async () => {
    await hash("m4", `sha256  ${sha256("m4")}  m4.tar.xz`);
    await put("disk/m4", "m4");
    await adopt();
    const report = await adopt();
    expect(report.adopted).toEqual([]);
    expect(report.present).toEqual(["m4/m4.tar.xz"]);
  });

  it("replaces a damaged file in the download folder", async () => {
    await hash("m4", `sha256  ${sha256("m4")}  m4.tar.xz`);
    await put("disk/m4", "m4");
    await put("dl/m4/m4.tar.xz", "half");
    expect((await adopt()).adopted).toEqual(["m4/m4.tar.xz"]);
    expect(await readFile(at("dl/m4/m4.tar.xz"), "utf8")).toBe("m4");
  });

  it("does not take the download folder for a place to look in", async () => {
    await hash("m4", `sha256  ${sha256("m4")}  m4.tar.xz`);
    await put("disk/dl/m4/stray", "m4");
    const report = await adopt({ downloadDir: at("disk/dl") });
    expect(report.files).toBe(0);
  });
});

describe("what is missing", () => {
  it("is what the configuration wants and the download folder has not", async () => {
    await hash("m4", `sha256  ${sha256("m4")}  m4.tar.xz`);
    await put("disk/m4", "m4");
    const wanted = [
      { packageName: "host-m4", folder: "m4", file: "m4.tar.xz" },
      { packageName: "host-tar", folder: "tar", file: "tar-1.35.cpio.gz" },
    ];
    expect((await adopt({ wanted })).missing).toEqual([wanted[1]]);
  });
});

describe("when something is in the way", () => {
  it("leaves no partial file when it is interrupted in the middle of a copy", async () => {
    const big = "x".repeat(8 << 20);
    await hash("big", `sha256  ${sha256(big)}  big.tar.gz`);
    await put("disk/big", big);
    const stop = new AbortController();
    const running = adopt({
      signal: stop.signal,
      onEvent: (event) => {
        if (event.kind === "known") void abortWhenCopying(stop);
      },
    });
    await expect(running).rejects.toThrow(/abort/i);
    expect(await downloads()).toEqual([]);
  });

  /** Aborts as soon as the temporary file of the copy is seen. */
  async function abortWhenCopying(stop: AbortController): Promise<void> {
    while (!stop.signal.aborted) {
      if ((await downloads()).length > 0) stop.abort();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it("goes on past links in a circle, dangling ones, and empty files", async () => {
    await hash("m4", `sha256  ${sha256("m4")}  m4.tar.xz`, `sha256  ${sha256("")}  empty.tar.xz`);
    await put("disk/a/m4", "m4");
    await put("disk/empty", "");
    await symlink("..", at("disk/a/up"));
    await symlink("nowhere", at("disk/dangling"));
    expect((await adopt()).adopted).toEqual(["m4/m4.tar.xz"]);
  });

  it.skipIf(process.getuid?.() === 0)("tells of folders it may not read", async () => {
    await put("disk/secret/x", "x");
    await chmod(at("disk/secret"), 0o000);
    const report = await adopt();
    await chmod(at("disk/secret"), 0o755);
    expect(report.unreadable).toHaveLength(1);
  });

  it("says which folder does not exist", async () => {
    await expect(adopt({ from: [at("nowhere")] })).rejects.toThrow(/nowhere: does not exist: name a folder/);
  });

  it("says so without a Buildroot tree", async () => {
    await expect(adopt({ buildroot: at("empty") })).rejects.toThrow(
      /is no Buildroot tree: run `ipa-image fetch`/,
    );
  });
});
