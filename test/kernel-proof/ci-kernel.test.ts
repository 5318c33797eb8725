/**
 * The kernel of the profile `ci`, built from Debian's sources by test/support/ci-kernel: in QEMU without virtualization,
 * with BusyBox, and with a real agent. Without that kernel, or without QEMU, this is skipped.
 */
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { repository, run, temporaryFolder } from "../cli/rig.js";
import { agentInitramfs } from "../external/real-agent.js";
import { available } from "../external/tree.js";
import { archiveOf } from "../support/archive.js";
import { bootKernel } from "./boot.js";
import { PC } from "./machines.js";

const folder = join(repository, ".corpus/ci-kernel");
const failed = join(repository, ".corpus/ci-kernel-failed.log");
const busybox = "/bin/busybox";
const isThere = existsSync(join(folder, "bzImage")) && available("qemu-system-x86_64", "--version");
const MINUTES = 60_000;

/** The agent's initramfs with these modules behind it: the kernel reads one archive after the other. */
async function withModules(initrd: string, modules: string): Promise<string> {
  const root = temporaryFolder();
  // Debian's /lib is a link.
  mkdirSync(join(root, "usr/lib"), { recursive: true });
  cpSync(modules, join(root, "usr/lib/modules"), { recursive: true });
  const { stdout: names } = await execa("find", ["usr"], { cwd: root });
  const archive = await archiveOf(root, names.split("\n"));
  const combined = join(temporaryFolder(), "initrd");
  cpSync(initrd, combined);
  appendFileSync(combined, gzipSync(archive, { level: 1 }));
  return combined;
}

it.skipIf(!existsSync(failed))("the kernel of the profile ci builds", () => {
  expect.fail(readFileSync(failed, "utf8").slice(-3000));
});

describe.skipIf(!isThere)("the kernel of the profile ci", () => {
  it("is as small as it is meant to be", () => {
    expect(statSync(join(folder, "bzImage")).size).toBeLessThan(3_000_000);
    const { modules, packedBytes } = JSON.parse(readFileSync(join(folder, "measured.json"), "utf8"));
    expect(modules).toBeGreaterThan(80);
    expect(packedBytes).toBeLessThan(2_000_000);
  });

  it.skipIf(!existsSync(busybox))(
    "boots, loads its drivers, sees every disk, card and controller of a machine, and powers off",
    async () => {
      const options = { machine: PC, kernel: folder, work: temporaryFolder(), busybox, hasDrivers: true };
      const image = join(folder, "bzImage");
      const { console, missing } = await bootKernel({ ...options, image, timeoutSeconds: 600 });
      expect(missing, console.slice(-3000)).toEqual([]);
    },
    11 * MINUTES,
  );

  it.skipIf(!existsSync(agentInitramfs))(
    "runs a real agent, to which every check of `ipa-image test` applies",
    async () => {
      const initrd = await withModules(agentInitramfs, join(folder, "root/lib/modules"));
      const words = [
        "test",
        "--kernel",
        join(folder, "bzImage"),
        "--initrd",
        initrd,
        "--boot",
        "direct",
        "--json",
      ];
      const { exitCode, stdout } = await run([...words, "-m", "768", "--timeout", "800"], temporaryFolder());
      const { ways } = JSON.parse(stdout) as { ways: { checks: { name: string; status: string }[] }[] };
      const checks = ways.flatMap((way) => way.checks);
      expect(checks.filter(({ status }) => status !== "passed")).toEqual([]);
      expect(checks.length).toBeGreaterThan(15);
      expect(exitCode).toBe(0);
    },
    28 * MINUTES,
  );
});
