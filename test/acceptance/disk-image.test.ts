import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { isWritten, newDiskImage, serveImage } from "../../src/acceptance/disk-image.js";
import { qcow2Of } from "../../src/acceptance/qcow2.js";
import { temporaryFolder } from "../cli/rig.js";
import { available } from "../external/tree.js";

const MiB = 2 ** 20;

describe("the disk image that an agent has to write", () => {
  it("is another one each time, and known by all of its bytes", () => {
    const image = newDiskImage();
    const disk = join(temporaryFolder(), "disk");
    writeFileSync(disk, Buffer.concat([image.content, Buffer.alloc(MiB)]));
    expect(isWritten(image, disk)).toBe(true);
    expect(isWritten(newDiskImage(), disk)).toBe(false);
    const other = Buffer.from(image.content);
    other.writeUInt8(other.readUInt8(other.length - 1) ^ 1, other.length - 1);
    writeFileSync(disk, other);
    expect(isWritten(image, disk)).toBe(false);
    writeFileSync(disk, "");
    expect(isWritten(image, disk)).toBe(false);
  });

  it("is handed out by HTTP as it was promised", async () => {
    const image = newDiskImage();
    const served = await serveImage(image);
    const got = await fetch(`http://127.0.0.1:${served.port}/disk.qcow2`);
    expect(Buffer.from(await got.arrayBuffer()).equals(image.file)).toBe(true);
    await served.close();
    await expect(fetch(`http://127.0.0.1:${served.port}/`)).rejects.toThrow();
  });

  it.skipIf(!available("qemu-img", "--version"))("is a qcow2 of the same disk to QEMU", async () => {
    const folder = temporaryFolder();
    // A disk that ends within a cluster, too.
    for (const content of [newDiskImage().content, Buffer.alloc(3 * MiB + 512, "disk")]) {
      const file = join(folder, "disk.qcow2");
      writeFileSync(file, qcow2Of(content));
      const { stdout } = await execa("qemu-img", ["check", "--output=json", file]);
      expect(JSON.parse(stdout)).toMatchObject({ "check-errors": 0, format: "qcow2" });
      expect(stdout).not.toMatch(/corruptions|leaks/);
      await execa("qemu-img", ["convert", "-f", "qcow2", "-O", "raw", file, join(folder, "raw")]);
      expect(readFileSync(join(folder, "raw")).equals(content)).toBe(true);
    }
  });

  it.skipIf(!available("sfdisk", "--version"))("has one partition", async () => {
    const disk = join(temporaryFolder(), "disk");
    writeFileSync(disk, newDiskImage().content);
    const { stdout } = await execa("sfdisk", ["--json", disk]);
    expect(JSON.parse(stdout).partitiontable).toMatchObject({
      label: "dos",
      partitions: [{ start: 2048, size: 6144, type: "83" }],
    });
  });

  it("is refused where one table cannot name it", () => {
    expect(() => qcow2Of({ length: 2 ** 29 + 1 } as Buffer)).toThrow(RangeError);
  });
});
