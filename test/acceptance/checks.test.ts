import { describe, expect, it } from "vitest";
import { checksNotRun, checksOf } from "../../src/acceptance/checks.js";
import { standardMachine } from "../../src/acceptance/machine.js";
import type { Answer, Observations } from "../../src/acceptance/observations.js";
import { reportLines, totalsOf } from "../../src/acceptance/report.js";

const machine = standardMachine(512);
const MiB = 2 ** 20;
const inventory = {
  disks: [
    { name: "/dev/vda", size: 5 * 2 ** 30, serial: "IPA-VIRTIO" },
    { name: "/dev/nvme0n1", size: 6 * 2 ** 30, serial: "IPA-NVME" },
    { name: "/dev/sda", size: 7 * 2 ** 30, serial: "IPA-AHCI" },
  ],
  interfaces: machine.cards.map(({ address }, index) => ({ name: `eth${index}`, mac_address: address })),
  memory: { total: 460 * MiB, physical_mb: 512 },
  bmc_address: "0.0.0.0",
  boot: { current_boot_mode: "bios" },
};
const answer = (status: string, more: object = {}): Answer => {
  return { id: "1", name: "x", status, result: null, error: null, ...more };
};
const well: Observations = {
  machine,
  source: "kernel",
  firmware: "bios",
  seconds: { kernel: 1, firstRequest: 20, inspection: 20, lookup: 21, heartbeat: 22, powerOff: 30 },
  lookup: machine.cards.map(({ address }) => address),
  heartbeat: { callbackUrl: "https://10.0.2.15:9999", version: "10.2.0", certificate: "PEM" },
  inspection: { inventory },
  refusals: [],
  wrongToken: { error: "the agent answers 401: Token invalid." },
  cleanSteps: answer("SUCCEEDED", { result: { clean_steps: { GenericHardwareManager: [{}, {}] } } }),
  bootEntries: null,
  writeImage: answer("SUCCEEDED"),
  isImageWritten: true,
  powerOff: answer("RUNNING"),
  ending: { kind: "power-off" },
  findings: [{ kind: "kernel", line: "Linux version 6.12.107 (x)" }],
  gaveUp: null,
};
/** The checks that do not pass, and why. */
function wrong(more: Partial<Observations>): Record<string, string> {
  const checks = checksOf({ ...well, ...more }).filter(({ status }) => status !== "passed");
  return Object.fromEntries(checks.map(({ detail, name, status }) => [name, `${status}: ${detail}`]));
}
const changed = (more: object) => ({ inspection: { inventory: { ...inventory, ...more } } });

describe("the checks of one start", () => {
  it("all pass when all is as it should be", () => {
    expect(wrong({})).toEqual({});
    expect(checksOf(well).map(({ name }) => name)).toEqual(
      checksNotRun(machine, "bios", "no QEMU").map(({ name }) => name),
    );
  });

  it("look for boot entries where the firmware has any: under UEFI", () => {
    const steps = { GenericHardwareManager: [{ step: "erase_devices" }, { step: "clean_uefi_nvram" }] };
    const uefi = {
      firmware: "uefi",
      ...changed({ boot: { current_boot_mode: "uefi" } }),
      cleanSteps: answer("SUCCEEDED", { result: { clean_steps: steps } }),
    } as const;
    expect(wrong({ ...uefi, bootEntries: answer("SUCCEEDED") })).toEqual({});
    const failed = answer("FAILED", {
      error: { details: "EFI variables are not supported on this system." },
    });
    expect(Object.entries(wrong({ ...uefi, bootEntries: failed }))).toEqual([
      ["agent.boot-entries", expect.stringMatching(/^failed: FAILED: .*not supported on this system/)],
    ]);
    const { cleanSteps } = well;
    expect(wrong({ ...uefi, cleanSteps, bootEntries: failed })).toEqual({
      "agent.boot-entries": expect.stringMatching(/^not-run: .*knows no step clean_uefi_nvram/),
    });
    expect(checksNotRun(machine, "uefi", "no OVMF").map(({ name }) => name)).toContain("agent.boot-entries");
  });

  it.each([
    [
      "inventory.disk-nvme",
      "no disk with serial IPA-NVME",
      changed({ disks: inventory.disks.toSpliced(1, 1) }),
    ],
    [
      "inventory.disk-virtio",
      "the agent says 4",
      changed({ disks: [{ ...inventory.disks[0], size: 4 }, ...inventory.disks.slice(1)] }),
    ],
    [
      "inventory.card-e1000e",
      "a driver for e1000e",
      changed({ interfaces: inventory.interfaces.slice(0, 1) }),
    ],
    [
      "inventory.memory",
      "512 MiB, and the agent says 256",
      changed({ memory: { total: 1, physical_mb: 256 } }),
    ],
    ["inventory.memory", "to give 100", changed({ memory: { total: 100 * MiB, physical_mb: 512 } })],
    ["inventory.bmc", "sees no BMC", changed({ bmc_address: null })],
    ["inventory.boot-mode", "the agent says uefi", changed({ boot: { current_boot_mode: "uefi" } })],
    ["api.inspection", "numa: no such", { inspection: { inventory, error: "collector numa: no such file" } }],
    ["api.lookup", "not by 52:54:00:69:70:62", { lookup: ["52:54:00:69:70:61"] }],
    ["api.nothing-refused", "the first: no token", { refusals: ["no token", "x"] }],
    ["agent.refuses-wrong-token", "it was carried out", { wrongToken: answer("SUCCEEDED") }],
    ["agent.clean-steps", "FAILED", { cleanSteps: answer("FAILED", { error: { message: "no" } }) }],
    ["agent.writes-image", "qemu-img", { writeImage: answer("FAILED", { error: "no qemu-img" }) }],
    ["agent.writes-image", "IPA-VIRTIO has other bytes", { isImageWritten: false }],
    ["agent.clean-steps", "knows no step", { cleanSteps: answer("SUCCEEDED", { result: {} }) }],
    [
      "boot.memory-enough",
      "Killed process",
      { findings: [{ kind: "memory", line: "Killed process" }] as const },
    ],
  ])("%s fails alone: %s", (name, why, more) => {
    const found = wrong(more);
    expect(found[name]).toMatch(/^failed: /);
    expect(found[name]).toContain(why);
    // The kernel's line was taken away with the last of them, and nothing else is missed.
    expect(Object.keys(found).filter((each) => each !== "boot.kernel")).toEqual([name]);
  });

  it("want a certificate, and answers over TLS that it is known by", () => {
    const bare = { callbackUrl: "http://10.0.2.15:9999", version: null, certificate: null };
    expect(wrong({ heartbeat: bare })["agent.certificate"]).toContain("brought no certificate");
    const stranger = { error: "self-signed certificate" };
    const found = wrong({
      wrongToken: stranger,
      cleanSteps: stranger,
      writeImage: stranger,
      powerOff: stranger,
      ending: { kind: "killed" },
    });
    expect(found["agent.certificate"]).toBe("failed: no answer over TLS: self-signed certificate");
    expect(found["agent.refuses-wrong-token"]).toContain("could not be asked");
  });

  it("name the time that an order was waited for in vain", () => {
    const gaveUp = "not switched off 600 s after its heartbeat";
    const found = wrong({
      writeImage: { error: "no answer" },
      powerOff: null,
      ending: { kind: "killed" },
      gaveUp,
    });
    expect(found["agent.writes-image"]).toBe(`failed: no answer: ${gaveUp}`);
    expect(found["power.off-by-command"]).toBe(`not-run: ${gaveUp}`);
  });

  it("name what the agent said when it did not switch off", () => {
    const failed = answer("FAILED", { error: { message: "no hwclock" } });
    const found = wrong({ powerOff: failed, ending: { kind: "killed" }, gaveUp: "the agent could not" });
    expect(found["power.off-by-command"]).toMatch(/^failed: .*no hwclock/);
  });

  it("name the console's reason when no agent came, and what could not be looked at then", () => {
    const panic = "Kernel panic - not syncing: Unable to mount root fs";
    const found = wrong({
      seconds: { ...well.seconds, firstRequest: null, inspection: null, lookup: null, heartbeat: null },
      lookup: null,
      heartbeat: null,
      inspection: null,
      wrongToken: null,
      cleanSteps: null,
      powerOff: null,
      ending: { kind: "reset" },
      findings: [
        ...well.findings,
        { kind: "truncated", line: "Initramfs unpacking failed: write error" },
        { kind: "panic", line: panic },
      ],
    });
    expect(found["boot.initramfs-whole"]).toContain("write error");
    expect(found["api.heartbeat"]).toContain(
      "failed: the agent sent no heartbeat with its token: Initramfs unpacking failed",
    );
    expect(found["inventory.memory"]).toMatch(/^not-run: /);
    expect(found["power.off-by-command"]).toMatch(/^not-run: /);
  });
});

describe("the report", () => {
  const way = (checks = checksOf(well), seconds: Observations["seconds"] | null = well.seconds) => {
    return { way: "direct", words: "by QEMU", memoryMegabytes: 512, seconds, checks, console: [] };
  };

  it("counts, and says on what", () => {
    const none = way(checksNotRun(machine, "bios", "no ISO"), null);
    const ways = [way(), none];
    const all = checksOf(well).length;
    expect(totalsOf(ways)).toEqual({ passed: all, failed: 0, notRun: all, shareRun: 0.5 });
    const lines = reportLines({
      image: { origin: "given", files: [{ role: "kernel", path: "/k", bytes: 12e6, sha256: "0" }] },
      agentVersion: "10.2.0",
      emulator: { version: "QEMU 7.2", acceleration: "software" },
      ways,
      memoryFloor: {
        megabytes: 256,
        grain: 32,
        steps: [{ megabytes: 256, works: true, detail: "heartbeat" }],
      },
      totals: totalsOf(ways),
    });
    expect(lines[0]).toBe("a given image: /k (12.0 MB); agent: 10.2.0");
    expect(lines).toContain(`  not run  all ${all} checks: no ISO`);
    expect(lines).toContain("memory floor: 256 MiB, found in steps of 32");
    expect(lines.at(-1)).toBe(
      `${all} passed, 0 failed, ${all} not run: 50 % of ${2 * all} checks ran for real, on a given image`,
    );
  });
});
