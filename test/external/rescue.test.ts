/** What happens in the image when Ironic hands a machine to its user, in a root and among tools of the test's own. */
import { existsSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../cli/rig.js";
import { available, put, repository } from "./tree.js";

const overlay = join(repository, "board/openstack/ipa/overlay");
const hash = "$5$saltsalt$abcdefghijklmnopqrstuvwxyz0123456789";
const given = "etc/ipa-rescue-config/ipa-rescue-password";
let root: string;

const text = (path: string) => readFileSync(join(root, path), "utf8");
const tool = (name: string, body: string) => put(join(root, "tools", name), `#!/bin/sh\n${body}\n`, 0o755);
const log = (name: string) => tool(name, `echo "${name} $*" >>"$IPA_TEST_ROOT/log"`);
/** What `ip address` says at first, after the first pause, and so on; then always the last. */
const addressesAre = (...answers: readonly (readonly string[])[]) => {
  rmSync(join(root, "answers"), { recursive: true, force: true });
  answers.forEach((lines, index) => {
    const said = lines.map((line, card) => `${card + 2}: ${line} scope global\n`);
    put(join(root, `answers/${index}`), said.join(""));
  });
};
const rescue = () =>
  execa("sh", [join(overlay, "usr/lib/ipa/rescue")], {
    reject: false,
    env: { IPA_TEST_ROOT: root, PATH: `${join(root, "tools")}:${process.env.PATH}` },
  });

beforeEach(() => {
  root = temporaryFolder();
  put(join(root, given), hash);
  put(join(root, "etc/passwd"), "root:x:0:0:root:/root:/bin/sh\n");
  put(join(root, "etc/shadow"), "root:*:10933:0:99999:7:::\n");
  put(join(root, "etc/ssh/sshd_config"), "PasswordAuthentication no\n");
  put(join(root, "log"), "");
  for (const name of ["systemctl", "networkctl"]) log(name);
  const first = '"$IPA_TEST_ROOT/answers/$(ls "$IPA_TEST_ROOT/answers" | head -n 1)"';
  tool("ip", `cat ${first}`);
  const isLast = '[ "$(ls "$IPA_TEST_ROOT/answers" | wc -l)" = 1 ]';
  tool("sleep", `echo "sleep $*" >>"$IPA_TEST_ROOT/log"\n${isLast} || rm ${first}`);
  addressesAre(["eth0    inet 10.0.2.15/24"], ["eth0    inet 172.16.0.9/24"]);
});

describe("a machine that is rescued", () => {
  it("has a user with the password whose hash the agent left, and root's rights", async () => {
    const { exitCode, stdout } = await rescue();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("eth0 172.16.0.9/24");
    expect(text("etc/passwd")).toBe(
      "root:x:0:0:root:/root:/bin/sh\nrescue:x:0:0:rescue:/home/rescue:/bin/sh\n",
    );
    expect(text("etc/shadow")).toBe(`root:*:10933:0:99999:7:::\nrescue:${hash}:::::::\n`);
    expect(statSync(join(root, "etc/shadow")).mode & 0o077).toBe(0);
    expect(statSync(join(root, "home/rescue")).isDirectory()).toBe(true);
    expect(existsSync(join(root, given))).toBe(false);
  });

  it.skipIf(!available("busybox", "true"))("likewise with the tools of BusyBox", async () => {
    for (const name of ["grep", "cut", "sort", "tr", "cat", "mv", "chmod", "mkdir", "rm"])
      symlinkSync("/bin/busybox", join(root, "tools", name));
    const { exitCode, stdout } = await rescue();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("eth0 172.16.0.9/24");
    expect(text("etc/shadow")).toBe(`root:*:10933:0:99999:7:::\nrescue:${hash}:::::::\n`);
  });

  it("lets that user in by ssh with the password, and nobody else", async () => {
    await rescue();
    expect(text("etc/ssh/sshd_config")).toMatch(
      /^PasswordAuthentication no\n\nMatch User rescue\n\tPermitRootLogin yes\n\tPasswordAuthentication yes\n$/,
    );
    expect(text("log")).toContain("systemctl try-reload-or-restart sshd.service");
  });

  it.skipIf(!available("/usr/sbin/sshd", "-V"))("by a configuration that sshd takes", async () => {
    await rescue();
    const of = async (user: string) => {
      const key = join(root, "key");
      if (!existsSync(key)) await execa("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
      const config = join(root, "etc/ssh/sshd_config");
      const words = ["-T", "-f", config, "-h", key, "-C", `user=${user},host=x,addr=10.0.0.1`];
      return (await execa("/usr/sbin/sshd", words)).stdout;
    };
    const [user, administrator] = [await of("rescue"), await of("root")];
    expect(user).toMatch(/^permitrootlogin yes$/m);
    expect(user).toMatch(/^passwordauthentication yes$/m);
    expect(administrator).toMatch(/^permitrootlogin without-password$/m);
    expect(administrator).toMatch(/^passwordauthentication no$/m);
  });

  it("has a card ask anew while it has an address that it was given before, and leaves the others alone", async () => {
    const old = ["eth0    inet 10.0.2.15/24", "eth1    inet6 fd00::5/64", "bond0    inet 10.0.3.9/24"];
    const [, second = "", third = ""] = old;
    addressesAre(
      old,
      // Not moved yet.
      old,
      // The first is asking.
      [second, third],
      ["eth0    inet 172.16.0.9/24", second, third],
      ["eth0    inet 172.16.0.9/24", second, "bond0    inet 172.16.1.9/24"],
      ["eth0    inet 172.16.0.9/24", "eth1    inet6 fd00:7::5/64", "bond0    inet 172.16.1.9/24"],
    );
    const { stdout } = await rescue();
    expect(text("log").match(/^networkctl .*$/gm)).toEqual([
      "networkctl reconfigure bond0 eth0 eth1",
      "networkctl reconfigure bond0 eth1",
      "networkctl reconfigure bond0 eth1",
      "networkctl reconfigure eth1",
    ]);
    expect(stdout).toContain("eth1 fd00:7::5/64");
  });

  it("waits before it asks: the agent has still to answer, and Ironic to move the machine", async () => {
    await rescue();
    expect(text("log")).toBe("systemctl try-reload-or-restart sshd.service\nsleep 15\n");
  });

  it("asks ever less often, and not for ever, where the addresses stay", async () => {
    addressesAre(["eth0    inet 10.0.2.15/24"]);
    const { exitCode, stdout } = await rescue();
    expect(exitCode).toBe(0);
    expect(text("log").match(/^networkctl /gm)).toHaveLength(8);
    const pauses = [...text("log").matchAll(/^sleep (\d+)$/gm)].map(([, seconds]) => Number(seconds));
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(stdout).toContain("addresses: eth0 10.0.2.15/24");
  });

  it("takes the place of a user of that name who was there", async () => {
    put(join(root, "etc/passwd"), "root:x:0:0::/root:/bin/sh\nrescue:x:1000:1000::/:/bin/false\n");
    put(join(root, "etc/shadow"), "root:*:::::::\nrescue:!:::::::\n");
    await rescue();
    expect(text("etc/passwd")).toMatch(/^root:.*\nrescue:x:0:0:rescue:\/home\/rescue:\/bin\/sh\n$/);
    expect(text("etc/shadow")).toBe(`root:*:::::::\nrescue:${hash}:::::::\n`);
  });

  it.each(["secret", "", "$5$salt$hash:0", "$5$x$y\nroot::0:"])(
    "lets nobody in by what is no hash: %j",
    async (wrong) => {
      put(join(root, given), wrong);
      const { exitCode, stderr } = await rescue();
      expect(exitCode).toBe(1);
      expect(stderr).toContain("is no hash of crypt(3)");
      if (wrong !== "") expect(stderr).not.toContain(wrong);
      expect(text("etc/shadow")).not.toContain("rescue");
      expect(text("etc/passwd")).not.toContain("rescue");
    },
  );

  it("is waited for from the start, and handed over once", () => {
    const units = join(overlay, "etc/systemd/system");
    const wanted = readFileSync(join(units, "multi-user.target.wants/ipa-rescue.path"), "utf8");
    // The agent makes this mark when the hash is written, and the folder of the hash must be there for it.
    expect(wanted).toMatch(/^PathExists=\/etc\/\.rescued$/m);
    expect(readFileSync(join(units, "ipa-rescue.service"), "utf8")).toMatch(/^RemainAfterExit=yes$/m);
    const agent = readFileSync(join(units, "ironic-python-agent.service"), "utf8");
    expect(agent).toMatch(/^ConfigurationDirectory=ipa-rescue-config\nConfigurationDirectoryMode=0700$/m);
  });
});
