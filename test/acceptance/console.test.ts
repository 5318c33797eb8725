import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { ConsoleReader, causeIn } from "../../src/acceptance/console.js";
import { repository, temporaryFolder } from "../cli/rig.js";
import { put } from "../external/tree.js";

const selfCheck = join(repository, "board/openstack/ipa/overlay/init");

function read(...pieces: string[]): ConsoleReader {
  const reader = new ConsoleReader(["s3cret"]);
  for (const piece of pieces) reader.feed(piece);
  reader.end();
  return reader;
}

describe("the serial console", () => {
  it("is read by lines, in however many pieces they come, without colours", () => {
    const { lines } = read("[\u001b[0;32m  O", "K  \u001b[0m] Mounted\r\nlog", "in: ");
    expect(lines).toEqual(["[  OK  ] Mounted", "login:"]);
  });

  it("never shows a secret, in however many pieces it came", () => {
    expect(read("GET /v1/commands?agent_token=s3c", "ret HTTP/1.1\n").lines).toEqual([
      "GET /v1/commands?agent_token=*** HTTP/1.1",
    ]);
  });

  it.each([
    ["kernel", "[    0.000000] Linux version 6.12.107 (gcc) #1 SMP"],
    ["truncated", "[    1.2] Initramfs unpacking failed: ZSTD-compressed data is truncated"],
    ["truncated", "[    1.2] Initramfs unpacking failed: write error"],
    ["memory", "[    9.1] Out of memory: Killed process 1 (systemd) total-vm:1kB"],
    ["memory", "[    0.1] initrd extends beyond end of memory (0x1>0x2), disabling initrd"],
    ["panic", "[    2.0] Kernel panic - not syncing: VFS: Unable to mount root fs"],
  ])("is understood: %s: %s", (kind, line) => {
    expect(read(`${line}\n`).findings).toEqual([{ kind, line }]);
  });

  it("has the causes before what they cause", () => {
    const memory = "Out of memory: Killed process 1 (systemd)";
    const { findings } = read("Linux version 6.12\n", `${memory}\n`, "Kernel panic - not syncing: x\n");
    expect(causeIn(findings)).toBe(memory);
    expect(causeIn(findings.slice(0, 1))).toBeNull();
  });

  it.runIf(existsSync(selfCheck)).each([
    ["truncated", { MemTotal: 2_000_000, unpacked: 200_000, least: 400_000, whole: false }],
    ["memory", { MemTotal: 300_000, unpacked: 200_000, least: 400_000, whole: false }],
    ["memory-advice", { MemTotal: 300_000, unpacked: 100_000, least: 400_000, whole: true }],
  ])("is understood when our own image's self-check speaks: %s", (kind, has) => {
    const root = temporaryFolder();
    put(join(root, "dev/console"), "");
    put(join(root, "proc/meminfo"), `MemTotal: ${has.MemTotal} kB\n`);
    put(join(root, "proc/cmdline"), "quiet\n");
    put(join(root, "etc/ipa-image-size"), `unpacked ${has.unpacked}\nleast ${has.least}\n`);
    if (has.whole) put(join(root, "~ipa-complete"), "whole\n");
    execaSync("sh", [selfCheck], { env: { IPA_TEST_ROOT: root }, reject: false });
    const said = read(readFileSync(join(root, "dev/console"), "utf8"));
    expect(said.findings.map((each) => each.kind)).toEqual([kind]);
  });

  it("is understood when the self-check goes no further", () => {
    expect(read("*** IPA: STOPPED: see above\n").findings[0]?.kind).toBe("stopped");
  });

  it("is understood wrongly by nothing that every start says", () => {
    const usual = [
      "Memory: 480M/512M available",
      "Unpacking initramfs...",
      "Freeing initrd memory: 57M",
      "OOM killer disabled.",
      "systemd-oomd.service - Userspace Out-Of-Memory (OOM) Killer",
    ];
    expect(read(...usual.map((line) => `${line}\n`)).findings).toEqual([]);
  });

  it("is forgotten but for its end", () => {
    const { lines } = read("x\n".repeat(10_000), "y".repeat(1_000_000));
    expect(lines.length).toBeLessThanOrEqual(400);
    expect(lines.at(-1)?.length).toBeLessThan(5000);
  });
});
