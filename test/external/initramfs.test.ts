/** The scripts that run inside the image, in a root of their own. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { available, Build, put, repository } from "./tree.js";

const overlay = join(repository, "board/openstack/ipa/overlay");
let build: Build;
let root: string;
beforeEach(() => {
  build = new Build();
  root = join(build.root, "root");
});
afterEach(() => build.remove());

const inRoot = (script: string, args: readonly string[] = []) =>
  execa("sh", [join(overlay, script), ...args], { reject: false, env: { IPA_TEST_ROOT: root } });

describe("the first program of the initramfs", () => {
  beforeEach(() => {
    for (const console of ["console", "ttyS0", "tty0"]) put(join(root, "dev", console), "");
    put(join(root, "proc/cmdline"), "console=ttyS0\n");
    put(join(root, "etc/ipa-image-size"), "unpacked 300000\nleast 524288\n");
    memory(2_000_000);
    put(join(root, "~ipa-complete"), "the last file\n");
  });

  const memory = (kilobytes: number) =>
    put(join(root, "proc/meminfo"), `MemTotal:       ${kilobytes} kB\nMemFree:        1 kB\n`);
  const said = (console: string) => readFileSync(join(root, "dev", console), "utf8");

  it("is silent when all is there", async () => {
    expect((await inRoot("init")).exitCode).toBe(0);
    expect(said("ttyS0")).toBe("");
  });

  it("says on every console that the archive was cut", async () => {
    execaSync("rm", [join(root, "~ipa-complete")]);
    expect((await inRoot("init")).exitCode).toBe(1);
    for (const console of ["console", "ttyS0", "tty0"])
      expect(said(console)).toContain("*** IPA: THE INITRAMFS IS TRUNCATED OR DAMAGED");
    expect(existsSync(join(root, "dev/ttyS1"))).toBe(false);
  });

  it("says that it is the memory, where it is", async () => {
    execaSync("rm", [join(root, "~ipa-complete")]);
    memory(400_000);
    await inRoot("init");
    expect(said("ttyS0")).toContain("TOO LITTLE MEMORY FOR THIS IMAGE");
    expect(said("ttyS0")).toContain("The machine has 390 MiB, the image needs 512 MiB");
  });

  it("goes on with a warning where the memory only is less than advised", async () => {
    memory(460_000);
    expect((await inRoot("init")).exitCode).toBe(0);
    expect(said("ttyS0")).toContain("LITTLE MEMORY: 449 MiB, 512 MiB are advised");
  });

  it("says nothing on a machine that has just what is advised, of which the kernel keeps a part", async () => {
    memory(500_736);
    expect((await inRoot("init")).exitCode).toBe(0);
    expect(said("ttyS0")).not.toContain("LITTLE MEMORY");
  });

  it("looks for what post-fakeroot.sh puts last into the archive", async () => {
    build.configure({ OPENSTACK_IPA: true });
    writeFileSync(build.config, `${readFileSync(build.config, "utf8")}OPENSTACK_IPA_MIN_MEMORY=512\n`);
    for (const name of ["init", "usr/zzz", "etc/issue", "z"]) put(join(build.target, name), "x", 0o755);
    expect((await build.run("post-fakeroot.sh", build.target)).exitCode).toBe(0);
    const names = execaSync("sh", ["-c", "find . | LC_ALL=C sort"], { cwd: build.target }).stdout.split("\n");
    expect(names.at(-1)).toBe("./~ipa-complete");
    expect(build.read("target/etc/ipa-image-size")).toMatch(/^unpacked [1-9]\d*\nleast 524288\n$/);
  });
});

describe("root's login by the kernel's command line", () => {
  const hash = "$6$saltsalt$abcdefghijklmnopqrstuvwxyz0123456789";
  beforeEach(() => {
    put(join(root, "etc/shadow"), "root:*:10933:0:99999:7:::\nsshd:*:::::::\n");
    mkdirSync(join(root, "root"));
  });
  const boot = (cmdline: string) => {
    put(join(root, "proc/cmdline"), `${cmdline}\n`);
    return inRoot("usr/lib/ipa/boot-login");
  };
  const shadow = () => readFileSync(join(root, "etc/shadow"), "utf8");

  it.each([
    ['quiet sshkey="ssh-ed25519 AAAAkey me@here" rootfs=x', "the value in quotes"],
    ['quiet "sshkey=ssh-ed25519 AAAAkey me@here" x', "the whole word in quotes"],
  ])("adds a key: %s (%s)", async (cmdline) => {
    put(join(root, "root/.ssh/authorized_keys"), "ssh-rsa earlier\n");
    expect((await boot(cmdline)).exitCode).toBe(0);
    expect(readFileSync(join(root, "root/.ssh/authorized_keys"), "utf8")).toBe(
      "ssh-rsa earlier\nssh-ed25519 AAAAkey me@here\n",
    );
    expect(shadow()).toContain("root:*:");
  });

  it.each([
    ["as it is", hash],
    ["in base64", Buffer.from(hash).toString("base64")],
  ])("sets a hash %s", async (_, given) => {
    expect((await boot(`rootpwd="${given}"`)).exitCode).toBe(0);
    expect(shadow()).toBe(`root:${hash}:10933:0:99999:7:::\nsshd:*:::::::\n`);
    expect(statSync(join(root, "etc/shadow")).mode & 0o077).toBe(0);
  });

  it("refuses a password in plain text, and what is no key", async () => {
    const { exitCode, stderr } = await boot("rootpwd=secret sshkey=nonsense");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("rootpwd: is no hash");
    expect(stderr).toContain("sshkey: is no public key");
    expect(stderr).not.toContain("secret");
    expect(shadow()).toContain("root:*:");
    expect(readdirSync(join(root, "root"))).toEqual([]);
  });
});

describe("the list of libraries", () => {
  it.skipIf(!available("/usr/bin/python3", "--version"))("is what Python reads of ldconfig", async () => {
    put(join(root, "usr/lib/libcrypt.so.2"), "");
    const { stdout } = await inRoot("usr/bin/ldconfig", ["-p"]);
    // The expression of ctypes.util, with the kind of library it expects on this machine.
    const found = execaSync("/usr/bin/python3", [
      "-c",
      "import os, re, sys\n" +
        "kind = {'x86_64': 'libc6,x86-64', 'aarch64': 'libc6,AArch64'}.get(os.uname().machine, 'libc6')\n" +
        "print(re.search(r'\\s+(lib%s\\.[^\\s]+)\\s+\\(%s' % ('crypt', kind), sys.argv[1]).group(1))",
      `${stdout}\n`,
    ]).stdout;
    expect(found).toBe("libcrypt.so.2");
  });
});

describe("the menu IPA image", () => {
  const place = (name: string, text: string) => put(join(build.root, name), text);
  /** post-build.sh's part of it, without an agent to install. */
  const settle = (values: Record<string, string>) => {
    build.configure({ OPENSTACK_IPA: true, ...values });
    put(join(build.target, "etc/shadow"), "root:*:10933:0:99999:7:::\n");
    const board = join(build.tree, "board/openstack/ipa");
    return execa(
      "bash",
      ["-euc", '. "$1/common.sh"; . "$1/settings.sh"; put_settings "$2"', "x", board, build.target],
      {
        reject: false,
        env: build.environment(),
      },
    );
  };

  it("puts keys, a password's hash, certificates, a proxy and a clock into the image, and takes them out again", async () => {
    put(join(build.target, "etc/ssl/certs/ca-certificates.crt"), "-----BEGIN CERTIFICATE-----\npublic\n");
    const hash = `$6$saltsalt$${"a".repeat(60)}`;
    const { exitCode, stderr } = await settle({
      OPENSTACK_IPA_SSH_KEYS_FILE: place("keys", "# mine\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me\n"),
      OPENSTACK_IPA_ROOT_PASSWORD_FILE: place("hash", `${hash}\n`),
      OPENSTACK_IPA_CA_FILE: place("ca", "-----BEGIN CERTIFICATE-----\nmine\n"),
      OPENSTACK_IPA_PROXY: "http://proxy:3128",
      OPENSTACK_IPA_NO_PROXY: "localhost,.example.org",
      OPENSTACK_IPA_NTP_SERVER: "ntp.example.org",
    });
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(build.read("target/usr/share/ipa/authorized_keys")).toContain("AAAAC3");
    expect(build.read("target/etc/shadow")).toBe(`root:${hash}:10933:0:99999:7:::\n`);
    expect(build.read("target/etc/ipa/ca-bundle.crt")).toMatch(/public\n.*\nmine\n$/);
    expect(build.read("target/etc/systemd/system.conf.d/10-ipa.conf")).toMatch(
      /^\[Manager\]\nDefaultEnvironment="http_proxy=http:\/\/proxy:3128" .*"no_proxy=localhost,\.example\.org" .*"REQUESTS_CA_BUNDLE=\/etc\/ipa\/ca-bundle\.crt"\n$/,
    );
    expect(build.read("target/etc/ironic-python-agent.d/10-image.conf")).toBe(
      "[DEFAULT]\nntp_server = ntp.example.org\ncafile = /etc/ipa/ca-bundle.crt\n",
    );
    expect((await settle({})).exitCode).toBe(0);
    for (const path of [
      "usr/share/ipa/authorized_keys",
      "etc/ipa/ca-bundle.crt",
      "etc/systemd/system.conf.d/10-ipa.conf",
    ])
      expect(existsSync(join(build.target, path)), path).toBe(false);
  });

  it.each([
    [
      "a password in plain text",
      "ROOT_PASSWORD_FILE",
      "secret\n",
      /no hash that is strong enough.*openssl passwd -6/,
    ],
    [
      "a private key for a public one",
      "SSH_KEYS_FILE",
      "-----BEGIN OPENSSH PRIVATE KEY-----\n",
      /no public key/,
    ],
    ["a certificate in another form", "CA_FILE", "0\u0082\u0003", /no certificate in PEM/],
  ])("refuses %s", async (_, symbol, text, message) => {
    const { exitCode, stderr } = await settle({ [`OPENSTACK_IPA_${symbol}`]: place("given", text) });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain("secret");
    expect(build.read("target/etc/shadow")).toContain("root:*:");
  });
});
