/**
 * A real agent, Debian's, in QEMU without virtualization, against our stand-in for Ironic: minutes, not seconds. The
 * image is made by test/support/agent-image; without it, or without QEMU, this is skipped.
 */
import { copyFileSync, existsSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository, run, temporaryFolder } from "../cli/rig.js";
import { available } from "../external/tree.js";

const folder = join(repository, ".corpus/agent-image");
const kernel = join(folder, "vmlinuz");
const initrd = join(folder, "initrd");
const canRun = existsSync(initrd) && available("qemu-system-x86_64", "--version");
const MINUTES = 60_000;

interface Report {
  readonly image: { readonly origin: string };
  readonly agentVersion: string | null;
  readonly ways: readonly { readonly checks: readonly Check[] }[];
  readonly totals: Readonly<Record<string, number>>;
}
interface Check {
  readonly name: string;
  readonly status: string;
  readonly detail: string;
}

/** Starts it, and gives the report, the exit code and the checks by name. */
async function test(words: readonly string[]) {
  const args = ["test", "--kernel", kernel, "--boot", "direct", "--json", ...words];
  const { exitCode, stdout, stderr } = await run(args, temporaryFolder());
  const report = JSON.parse(stdout) as Report;
  const checks = report.ways.flatMap((way) => way.checks);
  const detail = (name: string) => {
    const check = checks.find((each) => each.name === name);
    return `${check?.status}: ${check?.detail}`;
  };
  return { exitCode, report, checks, detail, said: `${stdout}${stderr}` };
}

describe.skipIf(!canRun)("a real agent", () => {
  it(
    "is heard, known by its certificate, obeys, and reports the machine as it is",
    async () => {
      const consoles = temporaryFolder();
      const words = ["--initrd", initrd, "-m", "768", "--timeout", "800", "--console", consoles];
      const { checks, exitCode, report } = await test(words);
      expect(checks.filter(({ status }) => status !== "passed")).toEqual([]);
      expect(exitCode).toBe(0);
      expect(report.totals).toMatchObject({ passed: checks.length, failed: 0, notRun: 0, shareRun: 1 });
      // The report says what ran: not our image, and which agent.
      expect(report.image.origin).toBe("given");
      const versions = readFileSync(join(folder, "versions"), "utf8");
      expect(versions).toContain(`ironic-python-agent=${report.agentVersion}-`);
      // The agent's web server logs the orders with the token in their addresses: not here.
      const console = readFileSync(join(consoles, "direct.console"), "utf8");
      expect(console).toContain("agent_token=***");
      expect(console).not.toMatch(/agent_token=[0-9a-f]/);
    },
    28 * MINUTES,
  );

  it(
    "does not come from an initramfs that is cut off, and the report says so",
    async () => {
      const cut = join(temporaryFolder(), "initrd");
      copyFileSync(initrd, cut);
      truncateSync(cut, Math.floor(statSync(initrd).size / 2));
      const { detail, exitCode } = await test(["--initrd", cut, "-m", "768"]);
      expect(exitCode).toBe(10);
      expect(detail("boot.kernel")).toMatch(/^passed: Linux version 6/);
      expect(detail("boot.initramfs-whole")).toMatch(/^failed: .*(truncated|corrupt|unpacking failed)/);
      expect(detail("power.off-by-command")).toMatch(/^not-run: /);
    },
    10 * MINUTES,
  );

  it(
    "does not come with too little memory, and the report says so",
    async () => {
      const { detail, exitCode } = await test(["--initrd", initrd, "-m", "192"]);
      expect(exitCode).toBe(10);
      expect(`${detail("boot.initramfs-whole")} ${detail("boot.memory-enough")}`).toMatch(/failed: /);
      expect(detail("api.heartbeat")).toMatch(/^failed: /);
    },
    10 * MINUTES,
  );
});
