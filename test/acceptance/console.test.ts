import { describe, expect, it } from "vitest";
import { ConsoleReader } from "../../src/acceptance/console.js";

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
    ["truncated", "ipa-self-check: the initramfs is truncated"],
    ["memory", "[    9.1] Out of memory: Killed process 1 (systemd) total-vm:1kB"],
    ["memory", "[    0.1] initrd extends beyond end of memory (0x1>0x2), disabling initrd"],
    ["memory", "ipa-self-check: too little memory"],
    ["panic", "[    2.0] Kernel panic - not syncing: VFS: Unable to mount root fs"],
  ])("is understood: %s: %s", (kind, line) => {
    expect(read(`${line}\n`).findings).toEqual([{ kind, line }]);
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
