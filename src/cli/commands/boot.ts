import { join } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { execa } from "execa";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { bootAndExpect, findImages, qemuArguments } from "../../ipa/boot.js";
import { exitCodes } from "./exit-codes.js";
import { listenForInterrupt } from "./interrupt.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";
import { requireQemu } from "./require-qemu.js";

interface Options extends PlaceOptions {
  readonly kernel?: string;
  readonly initrd?: string;
  readonly memory: number;
  readonly append: string;
  readonly kvm: boolean;
  readonly expect?: string;
  readonly timeout: number;
}

const positive = (text: string): number => {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError("give a number above 0.");
  return number;
};

export function registerBoot(program: Command): void {
  withPlaces(program.command("boot"))
    .description("start the built image in QEMU on the serial console (Ctrl-A X ends QEMU)")
    .option("--kernel <file>", "another kernel")
    .option("--initrd <file>", "another initramfs")
    .option("-m, --memory <MB>", "memory of the machine", positive, 512)
    .option("--kvm", "use the processor's virtualization instead of emulation", false)
    .option("--append <words>", "more words for the kernel's command line", "")
    .option("--expect <text>", "wait for this text on the console, then end with 0")
    .option("--timeout <seconds>", "how long --expect waits", positive, 180)
    .addHelpText("after", exitCodes("ok", "usage", "host", "boot", "interrupted"))
    .action(boot);
}

async function boot(options: Options): Promise<void> {
  const { output } = placesOf(options);
  await requireQemu("boot", output);
  const found =
    options.kernel && options.initrd
      ? { kernel: options.kernel, initrd: options.initrd }
      : findImages(join(output, "images"));
  const image = { kernel: options.kernel ?? found.kernel, initrd: options.initrd ?? found.initrd };
  const machine = { ...image, memoryMegabytes: options.memory, append: options.append, kvm: options.kvm };
  if (options.expect === undefined) {
    const result = await execa("qemu-system-x86_64", qemuArguments(machine, true), {
      stdio: "inherit",
      reject: false,
    });
    process.exitCode = result.exitCode === 0 ? EXIT.ok : EXIT.boot;
    return;
  }
  const interruption = listenForInterrupt();
  const result = await bootAndExpect({
    ...machine,
    expect: options.expect,
    timeoutSeconds: options.timeout,
    signal: interruption.signal,
    onText: (text) => process.stdout.write(text, "latin1"),
  });
  switch (result.kind) {
    case "seen":
      console.log(`\nboot: ${JSON.stringify(options.expect)} seen after ${result.seconds.toFixed(1)} s`);
      return;
    case "aborted":
      process.exitCode = interruption.name() === "SIGTERM" ? EXIT.terminated : EXIT.interrupted;
      return;
    case "timeout":
      throw new UserError(
        `\nboot: ${JSON.stringify(options.expect)} was not seen in ${options.timeout} s: look at the console above, or wait longer with --timeout`,
        EXIT.boot,
      );
    case "ended":
      throw new UserError(
        `\nboot: QEMU ended (exit code ${result.exitCode ?? "none"}) before ${JSON.stringify(options.expect)} was seen: look at the console above`,
        EXIT.boot,
      );
  }
}
