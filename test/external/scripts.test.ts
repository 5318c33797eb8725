import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { execaSync } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { available, Build, put } from "./tree.js";

let build: Build;
beforeEach(() => {
  build = new Build();
});
afterEach(() => build.remove());

/** A user script that writes its arguments and what it sees of the target into `seen`. */
function userScript(name: string, look: string, mode = 0o755): void {
  put(
    join(build.tree, "scripts", name),
    `#!/bin/sh\nset -e\n{ for a in "$@"; do echo "[$a]"; done; ${look}; } > seen\n`,
    mode,
  );
}

const mode = (path: string) => statSync(join(build.root, path)).mode & 0o777;

describe("post-build.sh without the agent", () => {
  it("touches nothing, says so, and runs the user's script with all its arguments", async () => {
    build.configure({ OPENSTACK_IPA: false });
    userScript("post-build.sh", "ls -A target");
    const { exitCode, stdout } = await build.run("post-build.sh", build.target);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("OPENSTACK_IPA is off");
    expect(build.read("seen")).toBe(`[${build.target}]\n[extra argument]\n`);
    expect(readdirSync(build.target)).toEqual([]);
  });

  it("fails when the user's script fails", async () => {
    put(join(build.tree, "scripts/post-build.sh"), "#!/bin/sh\nexit 7\n", 0o755);
    expect((await build.run("post-build.sh", build.target)).exitCode).toBe(7);
  });

  it("does not pass over a user's script that is not executable", async () => {
    userScript("post-build.sh", "true", 0o644);
    const { exitCode, stderr } = await build.run("post-build.sh", build.target);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/scripts\/post-build\.sh: not an executable file: chmod \+x it, or remove it/);
  });

  it("says which argument is missing", async () => {
    const { exitCode, stderr } = await build.run("post-build.sh", "");
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain("the path of target/ is missing");
  });
});

describe.skipIf(!available("fakeroot", "true") && process.getuid?.() !== 0)("post-fakeroot.sh", () => {
  /** Owners can be changed by root only, or under fakeroot as Buildroot does it. */
  async function run() {
    if (process.getuid?.() === 0) return build.run("post-fakeroot.sh", build.target);
    const script = join(build.tree, "board/openstack/ipa/post-fakeroot.sh");
    return execaSync("fakeroot", [script, build.target], { cwd: build.root, reject: false });
  }

  it("closes root's home, its keys and the host keys to others, and opens public ones", async () => {
    put(join(build.target, "root/.ssh/authorized_keys"), "ssh-ed25519 AAAA", 0o666);
    put(join(build.target, "root/.ssh/two words"), "x", 0o644);
    put(join(build.target, "etc/ssh/ssh_host_ed25519_key"), "secret", 0o644);
    put(join(build.target, "etc/ssh/ssh_host_ed25519_key.pub"), "public", 0o600);
    put(join(build.target, "etc/ssh/sshd_config"), "", 0o640);
    expect((await run()).exitCode).toBe(0);
    expect(mode("target/root")).toBe(0o700);
    expect(mode("target/root/.ssh")).toBe(0o700);
    expect(mode("target/root/.ssh/authorized_keys")).toBe(0o600);
    expect(mode("target/root/.ssh/two words")).toBe(0o600);
    expect(mode("target/etc/ssh/ssh_host_ed25519_key")).toBe(0o600);
    expect(mode("target/etc/ssh/ssh_host_ed25519_key.pub")).toBe(0o644);
    expect(mode("target/etc/ssh/sshd_config")).toBe(0o640);
  });

  const lean = { OPENSTACK_IPA: true, OPENSTACK_IPA_LEAN: true };
  const there = (path: string) => existsSync(join(build.target, path));

  it("leaves out of an agent's image what left-out.txt lists, unless that is wanted", async () => {
    const listed = [
      "usr/lib/python3.14/ensurepip/_bundled/pip-1-py3-none-any.whl",
      "usr/lib/python3.14/pydoc_data/topics.pyc",
      "usr/bin/qemu-nbd",
      "usr/share/qemu/trace-events-all",
      "usr/sbin/xfs_db",
    ];
    const others = ["usr/bin/qemu-img", "usr/sbin/xfs_repair", "usr/lib/python3.14/pydoc.pyc"];
    for (const [config, isLeft] of [
      [{ OPENSTACK_IPA: false, OPENSTACK_IPA_LEAN: true }, true],
      [{ OPENSTACK_IPA: true }, true],
      [lean, false],
    ] as const) {
      build.configure(config);
      for (const path of [...listed, ...others]) put(join(build.target, path), "text");
      expect((await run()).exitCode).toBe(0);
      expect(listed.filter(there)).toEqual(isLeft ? listed : []);
      expect(others.filter(there)).toEqual(others);
    }
  });

  it("leaves the pip that Python brings along where pip is wanted, and nothing else of the list", async () => {
    build.configure({ ...lean, BR2_PACKAGE_PYTHON_PIP: true });
    const wheel = "usr/lib/python3.14/ensurepip/_bundled/pip-1-py3-none-any.whl";
    for (const path of [wheel, "usr/bin/qemu-nbd"]) put(join(build.target, path), "text");
    expect((await run()).exitCode).toBe(0);
    expect([wheel, "usr/bin/qemu-nbd"].filter(there)).toEqual([wheel]);
  });

  it("leaves out a library only where no other file of the image names it", async () => {
    build.configure(lean);
    const library = "usr/lib/libmvec.so.1";
    const program = "usr/bin/a program";
    for (const [names, isLeft] of [
      ["\x7fELF\0libm.so.6\0libmvec.so.1\0", true],
      ["\x7fELF\0libm.so.6\0", false],
    ] as const) {
      put(join(build.target, library), "\x7fELF\0libmvec.so.1\0");
      put(join(build.target, program), names);
      expect((await run()).exitCode).toBe(0);
      expect([library, program].filter(there)).toEqual(isLeft ? [library, program] : [program]);
    }
  });

  it("touches nothing outside of the image, through whatever link", async () => {
    build.configure(lean);
    modules();
    const outside = ["sbin/xfs_db", "eui/oui.idx", "firmware/qed/old.bin"];
    for (const path of outside) put(join(build.root, "host", path), "stays");
    const python = join(build.target, "usr/lib/python3.14/site-packages/netaddr");
    mkdirSync(python, { recursive: true });
    symlinkSync(join(build.root, "host/sbin"), join(build.target, "usr/sbin"));
    symlinkSync("../../../../../../host/eui", join(python, "eui"));
    symlinkSync(join(build.root, "host/firmware"), join(build.target, "lib/firmware"));
    expect((await run()).exitCode).toBe(0);
    expect(outside.map((path) => build.read(`host/${path}`))).toEqual(outside.map(() => "stays"));
  });

  it("leaves netaddr the files that it opens, without the makers of network cards", async () => {
    build.configure(lean);
    const index = "usr/lib/python3.14/site-packages/netaddr/eui/oui.idx";
    put(join(build.target, index), "4096,0,139\n");
    put(join(build.root, "outside"), "stays");
    symlinkSync(join(build.root, "outside"), join(build.target, dirname(index), "iab.idx"));
    expect((await run()).exitCode).toBe(0);
    expect(build.read(`target/${index}`)).toBe("");
    expect(build.read("outside")).toBe("stays");
  });

  /** Modules as the kernel has them: strings that end with a NUL, among other bytes. */
  function modules(extension = "ko"): void {
    const folder = join(build.target, "lib/modules/6.12.1");
    put(
      join(folder, `kernel/ice.${extension}`),
      "\x7fELF\u0000\x01license=GPL v2\0firmware=intel/ice.pkg\0firmware=bn/e2-*.fw\0alias=pci:v1\0",
    );
    put(join(folder, "modules.builtin.modinfo"), "tg3.license=GPL\0tg3.firmware=tigon/tg3.bin\0");
  }
  const wanted = ["bn/e2-1.fw", "intel/ice-1.3.pkg", "tigon/tg3.bin.xz"];
  const unwanted = ["bn/e1-1.fw", "intel/other.pkg", "qed/old.bin"];
  function firmware(): void {
    for (const name of [...wanted, ...unwanted]) put(join(build.target, "lib/firmware", name), "bytes");
    symlinkSync("../intel/ice-1.3.pkg", join(build.target, "lib/firmware/intel/ice.pkg"));
  }
  const left = () =>
    [...wanted, ...unwanted, "intel/ice.pkg"].filter((name) => there(`lib/firmware/${name}`));

  it("leaves out firmware that no driver of this kernel asks for", async () => {
    build.configure(lean);
    modules();
    firmware();
    expect((await run()).exitCode).toBe(0);
    expect(left()).toEqual([...wanted, "intel/ice.pkg"]);
    expect(there("lib/firmware/qed")).toBe(false);
  });

  it("leaves firmware that is reached by links to folders", async () => {
    build.configure(lean);
    modules();
    put(join(build.target, "lib/firmware/vendor/v2/ice.pkg"), "bytes");
    symlinkSync("v2", join(build.target, "lib/firmware/vendor/v1"));
    symlinkSync("vendor/v1", join(build.target, "lib/firmware/intel"));
    expect((await run()).exitCode).toBe(0);
    expect(["intel/ice.pkg", "vendor/v2/ice.pkg"].filter((name) => there(`lib/firmware/${name}`))).toEqual([
      "intel/ice.pkg",
      "vendor/v2/ice.pkg",
    ]);
  });

  it("leaves all firmware where it cannot read the modules, or is not to", async () => {
    for (const [config, extension] of [
      [lean, "ko.xz"],
      [{ OPENSTACK_IPA: true }, "ko"],
    ] as const) {
      build.configure(config);
      modules(extension);
      rmSync(join(build.target, "lib/firmware"), { recursive: true, force: true });
      firmware();
      expect((await run()).exitCode).toBe(0);
      expect(left()).toEqual([...wanted, ...unwanted, "intel/ice.pkg"]);
      rmSync(join(build.target, "lib/modules"), { recursive: true });
    }
  });

  it("runs the user's script after that, and needs none of these files", async () => {
    mkdirSync(join(build.target, "root"), { mode: 0o755 });
    userScript("post-fakeroot.sh", "stat -c %a target/root");
    expect((await run()).exitCode).toBe(0);
    expect(build.read("seen")).toMatch(/\n700\n$/);
  });
});

describe("post-image.sh", () => {
  const described = ["legal-info.tar.xz", "manifest.json", "sbom.cdx.json"];

  it("gives stable names to what there is and checksums to everything", async () => {
    put(join(build.images, "bzImage"), "kernel");
    put(join(build.images, "rootfs.cpio"), "plain");
    put(join(build.images, "rootfs.cpio.xz"), "packed");
    const { exitCode } = await build.run("post-image.sh", build.images);
    expect(exitCode).toBe(0);
    expect(readlinkSync(join(build.images, "ipa.kernel"))).toBe("bzImage");
    expect(readlinkSync(join(build.images, "ipa.initramfs"))).toBe("rootfs.cpio.xz");
    expect(existsSync(join(build.images, "ipa.iso"))).toBe(false);
    const check = execaSync("sha256sum", ["--check", "--strict", "sha256sums"], { cwd: build.images });
    expect(check.stdout.split("\n").sort()).toEqual(
      ["bzImage", "ipa.initramfs", "ipa.kernel", "rootfs.cpio", "rootfs.cpio.xz", ...described]
        .map((name) => `${name}: OK`)
        .sort(),
    );
  });

  it("forgets names whose image is gone, and says the same twice", async () => {
    put(join(build.images, "bzImage"), "kernel");
    put(join(build.images, "rootfs.iso9660"), "iso");
    await build.run("post-image.sh", build.images);
    const first = build.read("images/sha256sums");
    await build.run("post-image.sh", build.images);
    expect(build.read("images/sha256sums")).toBe(first);
    execaSync("rm", [join(build.images, "rootfs.iso9660")]);
    await build.run("post-image.sh", build.images);
    expect(readdirSync(build.images).sort()).toEqual([
      "bzImage",
      "ipa.kernel",
      "legal-info.tar.xz",
      "manifest.json",
      "sbom.cdx.json",
      "sha256sums",
    ]);
  });

  it("counts in what the user's script adds", async () => {
    put(join(build.images, "bzImage"), "kernel");
    put(join(build.tree, "scripts/post-image.sh"), '#!/bin/sh\ncp "$1/ipa.kernel" "$1/mine"\n', 0o755);
    expect((await build.run("post-image.sh", build.images)).exitCode).toBe(0);
    expect(build.read("images/sha256sums")).toMatch(/ {2}mine$/m);
  });
});
