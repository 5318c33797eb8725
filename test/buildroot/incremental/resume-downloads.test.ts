/** Downloads that are cut short and go on, against a server that the test controls. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { applyDefconfig } from "../../../src/buildroot/configure.js";
import { resumingDownloads } from "../../../src/buildroot/incremental/resume-downloads.js";
import { available, buildroot, haveBuildroot, put } from "../../external/tree.js";

const body = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 7919) % 251));

/** Serves the body; says which part each request asked for. The first request of `cut` ends in the middle. */
class Site {
  readonly asked: string[] = [];
  cut = true;
  ranges = true;
  content: Buffer = body;
  readonly server: Server = createServer((request, response) => {
    this.asked.push(request.headers.range ?? "all");
    const from = this.ranges ? Number(/^bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0) : 0;
    const rest = this.content.subarray(from);
    const headers = { "content-length": rest.length, "accept-ranges": this.ranges ? "bytes" : "none" };
    if (from > 0) {
      const range = `bytes ${from}-${this.content.length - 1}/${this.content.length}`;
      response.writeHead(206, { ...headers, "content-range": range });
    } else response.writeHead(200, headers);
    if (!this.cut) return void response.end(rest);
    this.cut = false;
    response.write(rest.subarray(0, 50_000), () => setImmediate(() => response.destroy()));
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => void this.server.listen(0, "127.0.0.1", resolve));
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
}

describe.skipIf(!available("wget", "--version"))("a download that is cut short", () => {
  let root: string;
  let site: Site;
  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), "ipa-resume-"));
    site = new Site();
    await site.open();
  });
  afterEach(() => {
    site.server.closeAllConnections();
    site.server.close();
    rmSync(root, { recursive: true });
  });

  const environment = { PATH: process.env.PATH ?? "/usr/bin:/bin", HOME: "/nonexistent" };

  /** As Buildroot's support/download/wget calls it. */
  async function fetch(url = `${site.url}/file.tar`) {
    const command = resumingDownloads('BR2_WGET="wget -q -nd -t 1"\n', {
      output: root,
      downloads: join(root, "dl"),
    }).BR2_WGET;
    const words = `${command} -O '${join(root, "output")}' '${url}'`;
    return execa("sh", ["-c", words], { reject: false, env: environment, extendEnv: false });
  }
  const got = () => readFileSync(join(root, "output"));
  const kept = () => readdirSync(join(root, "dl/.partial"));

  it("goes on where it stopped, and leaves nothing behind", async () => {
    expect((await fetch()).exitCode).not.toBe(0);
    expect(existsSync(join(root, "output"))).toBe(false);
    expect(kept()).toHaveLength(1);
    const second = await fetch();
    expect(second.exitCode, second.stderr).toBe(0);
    expect(second.stdout).toMatch(/file\.tar: going on after \d+ bytes/);
    expect(site.asked[1]).toMatch(/^bytes=[1-9]\d*-$/);
    expect(got().equals(body)).toBe(true);
    expect(kept()).toEqual([]);
  });

  it("begins again where the server cannot go on", async () => {
    await fetch();
    site.ranges = false;
    expect((await fetch()).exitCode).toBe(0);
    expect(got().equals(body)).toBe(true);
  });

  it("keeps apart what comes from different addresses", async () => {
    await fetch();
    site.content = Buffer.from("another file");
    expect((await fetch(`${site.url}/other.tar`)).exitCode).toBe(0);
    expect(got().toString()).toBe("another file");
    expect(kept()).toHaveLength(1);
  });

  it("is left to Buildroot where another program fetches, or a path would need quotes", () => {
    const place = { output: root, downloads: join(root, "dl") };
    expect(resumingDownloads('BR2_WGET="curl -O"\n', place)).toEqual({});
    expect(resumingDownloads('BR2_WGET="wget"\n', { ...place, downloads: "/my dl" })).toEqual({});
  });

  it.skipIf(!haveBuildroot)(
    "goes on through Buildroot's own download, which checks the hash",
    { timeout: 300_000 },
    async () => {
      const external = join(root, "external");
      const sum = createHash("sha256").update(body).digest("hex");
      put(join(external, "external.desc"), "name: DEMO\n");
      put(join(external, "external.mk"), "include $(BR2_EXTERNAL_DEMO_PATH)/demo/demo.mk\n");
      put(join(external, "Config.in"), 'config BR2_PACKAGE_DEMO\n\tbool "demo"\n');
      put(join(external, "demo/demo.hash"), `sha256  ${sum}  demo-1.0.tar\n`);
      put(
        join(external, "demo/demo.mk"),
        `DEMO_VERSION = 1.0\nDEMO_SITE = ${site.url}\nDEMO_SOURCE = demo-1.0.tar\n$(eval $(generic-package))\n`,
      );
      const output = join(root, "out");
      mkdirSync(output);
      put(
        join(external, "configs/demo_defconfig"),
        'BR2_x86_64=y\nBR2_PACKAGE_DEMO=y\nBR2_WGET="wget -q -nd -t 1"\nBR2_BACKUP_SITE=""\n',
      );
      await applyDefconfig({ repo: external, externals: [external], buildroot, output, name: "demo" });
      const source = async () => {
        const place = { output, downloads: join(root, "dl") };
        const { BR2_WGET } = resumingDownloads(readFileSync(join(output, ".config"), "latin1"), place);
        const words = [`O=${output}`, `BR2_EXTERNAL=${external}`, `BR2_DL_DIR=${place.downloads}`];
        return execa("make", ["-C", buildroot, ...words, `BR2_WGET=${BR2_WGET}`, "demo-source"], {
          reject: false,
          all: true,
          env: { ...environment, FORCE_UNSAFE_CONFIGURE: "1" },
          extendEnv: false,
        });
      };
      expect((await source()).exitCode).not.toBe(0);
      expect(existsSync(join(root, "dl/demo/demo-1.0.tar"))).toBe(false);
      const second = await source();
      expect(second.exitCode, second.all).toBe(0);
      expect(site.asked[1]).toMatch(/^bytes=[1-9]/);
      expect(readFileSync(join(root, "dl/demo/demo-1.0.tar")).equals(body)).toBe(true);
    },
  );
});
