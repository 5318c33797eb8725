/** A cut initramfs and one without room, booted: the image's own init says which it is. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bootAndExpect } from "../../src/ipa/boot.js";
import { available, repository } from "./tree.js";

/** A kernel with a serial console that unpacks xz; ours, once it was built. */
const kernel = [process.env.IPA_TEST_KERNEL ?? "", join(repository, "output/images/bzImage")].find(
  (path) => path !== "" && existsSync(path),
);
const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path)) ?? "";
/** Linked statically, it runs in an initramfs by itself. */
const isStatic = busybox !== "" && execaSync("ldd", [busybox], { reject: false }).failed;
const can =
  kernel !== undefined &&
  isStatic &&
  available("qemu-system-x86_64", "--version") &&
  available("xz", "--version");

describe.skipIf(!can)("an initramfs that is not whole", { timeout: 240_000 }, () => {
  let folder: string;
  let root: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "ipa-cut-"));
    root = join(folder, "root");
    for (const dir of ["bin", "dev", "etc", "proc", "sbin", "usr"])
      mkdirSync(join(root, dir), { recursive: true });
    cpSync(busybox, join(root, "bin/busybox"));
    for (const name of ["sh", "mount", "umount", "sleep", "printf"])
      symlinkSync("busybox", join(root, "bin", name));
    cpSync(join(repository, "board/openstack/ipa/overlay/init"), join(root, "init"));
    writeFileSync(join(root, "sbin/init"), "#!/bin/sh\necho the system starts\nsleep 1000\n");
    chmodSync(join(root, "sbin/init"), 0o755);
    writeFileSync(join(root, "~ipa-complete"), "last\n");
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function pack(name: string, bytes: number, fill: string, unpackedKilobytes: number): string {
    execaSync("sh", ["-c", 'head -c "$1" "$2" > "$3"', "x", String(bytes), fill, join(root, "usr/ballast")]);
    writeFileSync(join(root, "etc/ipa-image-size"), `unpacked ${unpackedKilobytes}\nleast 262144\n`);
    const path = join(folder, name);
    // With the filter that external.mk has for x86.
    const xz = "xz --check=crc32 --x86 --lzma2=preset=0";
    const script = `cd "$1" && find . | LC_ALL=C sort | cpio --quiet -o -H newc | ${xz} > "$2"`;
    execaSync("sh", ["-c", script, "x", root, path]);
    return path;
  }

  async function boot(initrd: string, memoryMegabytes: number, expected: string) {
    let text = "";
    const result = await bootAndExpect({
      kernel: kernel ?? "",
      initrd,
      memoryMegabytes,
      append: "panic=-1",
      expect: expected,
      timeoutSeconds: 200,
      signal: new AbortController().signal,
      onText: (more) => {
        text += more;
      },
    });
    return { kind: result.kind, text };
  }

  it("starts the system when it is whole", async () => {
    const { kind, text } = await boot(pack("whole.xz", 1000, "/dev/zero", 4000), 512, "the system starts");
    expect(kind, text).toBe("seen");
    expect(text).not.toContain("*** IPA");
  });

  it("is told from a whole one by the last file, and stops", async () => {
    const whole = readFileSync(pack("whole.xz", 3_000_000, "/dev/urandom", 6000));
    const cut = join(folder, "cut.xz");
    writeFileSync(cut, whole.subarray(0, whole.length - 1_000_000));
    const { kind, text } = await boot(cut, 512, "STOPPED: see above");
    expect(kind, text).toBe("seen");
    expect(text).toContain("*** IPA: THE INITRAMFS IS TRUNCATED OR DAMAGED");
    expect(text).not.toContain("the system starts");
  });

  it("that had no room is told by the memory", async () => {
    const { kind, text } = await boot(
      pack("large.xz", 100_000_000, "/dev/zero", 102_000),
      192,
      "STOPPED: see above",
    );
    expect(kind, text).toBe("seen");
    expect(text).toContain("*** IPA: TOO LITTLE MEMORY FOR THIS IMAGE");
    expect(text).toMatch(/The machine has 1\d\d MiB, the image needs 256 MiB/);
  });
});
