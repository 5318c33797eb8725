import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { parseBudget } from "../../src/cli/size/budget.js";
import { available, put } from "../external/tree.js";
import { archiveOf } from "../support/archive.js";
import { run, temporaryFolder } from "./rig.js";

const haveCpio = available("cpio", "--version");
let output: string;
const size = (...words: string[]) => run(["size", ...words], output);

beforeEach(() => {
  output = temporaryFolder();
  put(join(output, "images/bzImage"), "x".repeat(2_500_000));
  put(join(output, "images/rootfs.cpio.xz"), "x".repeat(900));
  put(join(output, "target/bin/busybox"), "x".repeat(3000));
  symlinkSync("busybox", join(output, "target/bin/sh"));
  put(join(output, "target/usr/lib/python3.14/site-packages/agent.pyc"), "x".repeat(500));
  put(join(output, "target/usr/lib/python3.14/os.pyc"), "x".repeat(1500));
  put(join(output, "target/etc/motd"), "x".repeat(20));
  put(join(output, "build/busybox-1.37.0/.files-list.txt"), "busybox,./bin/busybox\nbusybox,./bin/sh\n");
  put(join(output, "build/python3-3.14.0/.files-list.txt"), "python3,./usr/lib/python3.14/os.py\n");
  put(join(output, "build/ipa-agent/installed.txt"), "usr/lib/python3.14/site-packages/agent.py\0");
});

/** What Buildroot does with target/. */
async function archive(names: readonly string[]): Promise<string> {
  const path = join(output, "images/rootfs.cpio");
  const inside = names.map((name) => `./${name}`);
  writeFileSync(path, await archiveOf(join(output, "target"), inside));
  return path;
}

describe("ipa-image size", () => {
  it("says whose each file of the root file system is, the largest first", async () => {
    const { exitCode, stdout } = await size("--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      images: { bzImage: 2_500_000, "rootfs.cpio.xz": 900 },
      packages: {
        busybox: 3000,
        python3: 1500,
        "(the agent and its Python packages)": 500,
        "(overlays and scripts)": 20,
      },
      of: "target",
      packed: null,
      over: [],
    });
    const table = (await size()).stdout;
    expect(table).toMatch(/bzImage +2\.50 MB$/m);
    expect(table).toMatch(/rootfs\.cpio\.xz +900 bytes {2}of 40\.00 MB$/m);
    expect(table).toMatch(/^root file system: 5\.0 kB in target\/, before compression$/m);
    expect(table).toMatch(/busybox +3\.0 kB +59\.8 %$/m);
  });

  it.skipIf(!haveCpio)(
    "looks into the archive where there is one: what the image leaves out of target/ is nobody's",
    async () => {
      linkSync(join(output, "target/bin/busybox"), join(output, "target/bin/ls"));
      put(join(output, "build/busybox-1.37.0/.files-list.txt"), "busybox,./bin/busybox\nbusybox,./bin/ls\n");
      await archive(["bin", "bin/busybox", "bin/ls", "bin/sh", "etc/motd"]);
      const { packages, of } = JSON.parse((await size("--json")).stdout);
      // Two names, one file.
      expect({ packages, of }).toEqual({
        packages: { busybox: 3000, "(overlays and scripts)": 20 },
        of: "rootfs.cpio",
      });
    },
  );

  it.skipIf(!haveCpio)("shares the packed image out: what cannot be packed has most of it", async () => {
    writeFileSync(join(output, "target/etc/motd"), randomBytes(2000));
    await archive(["bin/busybox", "etc/motd"]);
    const { packed } = JSON.parse((await size("--json")).stdout);
    expect(packed.image).toBe("rootfs.cpio.xz");
    const { busybox, "(overlays and scripts)": random } = packed.packages;
    expect(busybox + random).toBe(900);
    expect(random).toBeGreaterThan(850);
    expect((await size()).stdout).toMatch(
      /^root file system: 5\.0 kB, packed 900 bytes .*\n {2}\(overlays and scripts\) +2\.0 kB +8\d\d bytes\n {2}busybox +3\.0 kB +\d+ bytes$/m,
    );
  });

  it.skipIf(!haveCpio)("refuses an archive that is cut off, or none", async () => {
    const path = await archive(["bin/busybox", "etc/motd"]);
    truncateSync(path, 2000);
    expect((await size()).stderr).toMatch(
      /rootfs\.cpio: ends in the middle of a file: build the image anew$/,
    );
    writeFileSync(path, "x".repeat(500));
    const { exitCode, stderr } = await size();
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /rootfs\.cpio: no cpio archive of the format newc at byte 0: build the image anew$/,
    );
  });

  it("shows a folder of images in one row", async () => {
    put(join(output, "images/rtl_nic/a.fw"), "x".repeat(30));
    put(join(output, "images/rtl_nic/more/b.fw"), "x".repeat(12));
    expect((await size()).stdout).toMatch(/^ {2}rtl_nic\/ +42 bytes$/m);
  });

  it("measures a file whose name is not ASCII: ca-certificates installs one", async () => {
    put(join(output, "target/etc/ssl/Főtanúsítvány.pem"), "x".repeat(70));
    put(join(output, "build/ca-1/.files-list.txt"), "ca,./etc/ssl/Főtanúsítvány.pem\n");
    const { exitCode, stdout } = await size("--json");
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ packages: { ca: 70, "(overlays and scripts)": 20 } });
  });

  it("fails over budget, and when what is limited is not there", async () => {
    const budget = put(
      join(output, "budget"),
      "# mine\nbzImage 2.4 MB\npackage:busybox 4 KiB\nrootfs.iso9660 1 GB\n",
    );
    const { exitCode, stderr } = await size("--budget", budget);
    expect(exitCode).toBe(1);
    expect(stderr.split("\n")).toEqual([
      "bzImage: 2.50 MB, 100.0 kB over its budget of 2.40 MB",
      "rootfs.iso9660: the budget allows 1000.00 MB, and there is no such image: build it, or mend the budget",
    ]);
  });

  it("shows what has changed since an earlier report", async () => {
    const earlier = put(join(output, "earlier.json"), (await size("--json")).stdout);
    put(join(output, "target/bin/busybox"), "x".repeat(4500));
    put(join(output, "build/python3-3.14.0/.files-list.txt"), "");
    const { stdout } = await size("--against", earlier);
    expect(stdout).toMatch(/busybox .* \+1\.5 kB$/m);
    expect(stdout).toMatch(/\(overlays and scripts\) .* \+1\.5 kB$/m);
    expect(stdout).toMatch(/^ {2}python3: gone, -1\.5 kB$/m);
  });

  it.skipIf(!haveCpio)("does not compare the archive with target/", async () => {
    const earlier = put(join(output, "earlier.json"), (await size("--json")).stdout);
    await archive(["bin/busybox"]);
    const { exitCode, stderr } = await size("--against", earlier);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(
      /earlier\.json: measured target, and this report rootfs\.cpio, so that they cannot be/,
    );
    const now = put(join(output, "now.json"), (await size("--json")).stdout);
    expect((await size("--against", now)).exitCode).toBe(0);
  });

  it("refuses a budget and a report that it cannot read, and a folder without images", async () => {
    const wrong = put(join(output, "wrong"), "bzImage 3 Mb\n");
    expect((await size("--budget", wrong)).stderr).toMatch(
      /wrong: line 1: "bzImage 3 Mb": write a name and a size/,
    );
    expect((await size("--against", wrong)).stderr).toMatch(
      /wrong: is not what `ipa-image size --json` prints/,
    );
    output = temporaryFolder();
    mkdirSync(join(output, "images"));
    expect((await size()).stderr).toMatch(/images: no images there: run `ipa-image build`/);
  });
});

describe("a budget", () => {
  it("has units of 1000 and of 1024", () => {
    const limits = parseBudget("a 1kB\nb 1 KiB # why\n\nc 10 B");
    expect(limits.map(({ bytes }) => bytes)).toEqual([1000, 1024, 10]);
  });
});
