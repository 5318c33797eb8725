/** `ipa-image test`: the image is started in QEMU and its agent spoken to, as Ironic would. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { execa } from "execa";
import { reportLines, type TestReport, totalsOf } from "../../acceptance/report.js";
import { EXIT } from "../../buildroot/errors.js";
import { Acceptance } from "../acceptance/acceptance.js";
import { describeFiles, type Given, imageFiles } from "../acceptance/image-files.js";
import { planWay, WAYS, type Way } from "../acceptance/ways.js";
import { exitCodes } from "./exit-codes.js";
import { listenForInterrupt } from "./interrupt.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";
import { requireQemu } from "./require-qemu.js";

interface Options extends PlaceOptions, Given {
  readonly boot?: readonly Way[];
  readonly memory: number;
  readonly memoryFloor?: number | true;
  readonly append: string;
  readonly timeout: number;
  readonly kvm: boolean;
  readonly strict: boolean;
  readonly console?: string;
  readonly json: boolean;
}

const HELP = `
It plays Ironic for the agent in the image: versions, lookup, inspection, heartbeat; gives it orders over TLS, known by
the certificate of its heartbeat; has it write a disk image, and under UEFI change the firmware's boot entries; and compares
the inventory with the machine that QEMU made: disks on virtio, NVMe and AHCI, two cards, memory, a BMC. Ways to start
(--boot, several with commas; without it all but the last):

  direct       the kernel and initramfs (or root file system) handed over by QEMU, BIOS
  bios         the ISO, from a CD, BIOS (SeaBIOS)
  uefi         the ISO, from a CD, UEFI (OVMF)
  uefi-direct  as direct, UEFI

An ISO's kernel gets its words from the ISO. With boot_method=vmedia among them, the agent reads its parameters from a
medium labelled ir-vfd-dev, which the machine has.

A way that cannot be gone here is "not run", with the reason; --strict counts that as a failure. The agent's token is
never printed: where the console shows it, it is replaced.`;

export function registerTest(program: Command): void {
  withPlaces(program.command("test"))
    .description("start an image in QEMU, be Ironic for its agent, and say what works")
    .option("--kernel <file>", "another kernel than that of the build")
    .option("--initrd <file>", "the initramfs for it")
    .option(
      "--rootfs <file>",
      "a root file system (an image of a disk) for it, instead of an initramfs or with one",
    )
    .option("--iso <file>", "another ISO than that of the build")
    .option("--boot <ways>", `${WAYS.join(", ")}; several with commas between`, parseWays)
    .option("-m, --memory <MB>", "memory of the machine", positive, 512)
    .option(
      "--memory-floor [MB]",
      "find the least memory with which a heartbeat comes, this exactly (32)",
      positive,
    )
    .option("--append <words>", "more words for the kernel", "")
    .option(
      "--timeout <seconds>",
      "how long the first heartbeat is waited for, and then the end",
      positive,
      600,
    )
    .option("--kvm", "use the processor's virtualization instead of emulation", false)
    .option("--strict", "what could not be run counts as failed", false)
    .option("--console <dir>", "keep what the consoles said there")
    .option("--json", "the report as one JSON object", false)
    .addHelpText("after", HELP)
    .addHelpText("after", exitCodes("ok", "usage", "host", "boot", "interrupted", "terminated"))
    .action(async (options: Options) => {
      process.exitCode = await test(options);
    });
}

async function test(options: Options): Promise<number> {
  const { output } = placesOf(options);
  const image = imageFiles(options, join(output, "images"));
  await requireQemu("test", output);
  const qemu = "qemu-system-x86_64";
  const interruption = listenForInterrupt();
  const acceptance = new Acceptance({
    qemu,
    memoryMegabytes: options.memory,
    append: options.append,
    kvm: options.kvm,
    heartbeatSeconds: options.timeout,
    signal: interruption.signal,
    // The report alone is on standard output.
    say: (line) => console.error(line),
    keepConsole: consoleKeeper(options.console),
  });
  try {
    const plans = (options.boot ?? WAYS.filter((way) => way !== "uefi-direct")).map((way) =>
      planWay(way, image),
    );
    const ways = await acceptance.goWays(plans);
    const first = plans.find((plan) => "source" in plan);
    const memoryFloor =
      options.memoryFloor === undefined || first === undefined || interruption.signal.aborted
        ? null
        : await acceptance.findFloor(first, options.memoryFloor === true ? 32 : options.memoryFloor);
    if (interruption.signal.aborted)
      return interruption.name() === "SIGTERM" ? EXIT.terminated : EXIT.interrupted;
    const report: TestReport = {
      image: { origin: image.origin, files: await describeFiles(image) },
      agentVersion: acceptance.agentVersion,
      emulator: { version: await versionOf(qemu), acceleration: options.kvm ? "kvm" : "software" },
      ways,
      memoryFloor,
      totals: totalsOf(ways),
    };
    console.log(options.json ? JSON.stringify(report, null, 2) : reportLines(report).join("\n"));
    const { failed, notRun } = report.totals;
    const isFloorless = memoryFloor !== null && memoryFloor.megabytes === null;
    return failed > 0 || isFloorless || (options.strict && notRun > 0) ? EXIT.boot : EXIT.ok;
  } finally {
    interruption.release();
  }
}

async function versionOf(qemu: string): Promise<string> {
  const { stdout } = await execa(qemu, ["--version"], { stdin: "ignore" });
  const version = /version (\S+)/.exec(stdout)?.[1];
  return `QEMU ${version ?? "of unknown version"}`;
}

function consoleKeeper(folder: string | undefined): (name: string) => (line: string) => void {
  if (folder === undefined) return () => () => {};
  mkdirSync(folder, { recursive: true });
  return (name) => {
    const file = join(resolve(folder), `${name}.console`);
    writeFileSync(file, "");
    return (line) => appendFileSync(file, `${line}\n`);
  };
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number <= 0)
    throw new InvalidArgumentError("give a whole number above 0.");
  return number;
}

function parseWays(text: string): readonly Way[] {
  return text.split(",").map((name) => {
    const way = WAYS.find((each) => each === name);
    if (way === undefined)
      throw new InvalidArgumentError(`name ${WAYS.join(", ")}, with commas between several.`);
    return way;
  });
}
