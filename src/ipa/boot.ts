/** Boots a kernel and an initramfs in QEMU, for eyes or for a script that waits for a text. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT, UserError } from "../buildroot/errors.js";

export interface BootImage {
  readonly kernel: string;
  readonly initrd: string;
}

export interface BootOptions extends BootImage {
  readonly memoryMegabytes: number;
  /** More words for the kernel's command line. */
  readonly append: string;
  /** Use the processor's virtualization; without it QEMU emulates, which needs nothing of the host. */
  readonly kvm?: boolean;
  readonly qemu?: string;
}

const KERNELS = ["bzImage", "Image", "vmlinuz"];
const INITRAMFS = ["rootfs.cpio.xz", "rootfs.cpio.zst", "rootfs.cpio.gz", "rootfs.cpio.lz4", "rootfs.cpio"];

/** The kernel and initramfs in an images folder. @throws UserError (exit code 10) when one is missing. */
export function findImages(images: string): BootImage {
  const find = (what: string, names: readonly string[]): string => {
    const path = names.map((name) => join(images, name)).find((candidate) => existsSync(candidate));
    if (path) return path;
    throw new UserError(
      `${images}: no ${what} there (${names[0]}): build one with \`ipa-image build\``,
      EXIT.boot,
    );
  };
  return { kernel: find("kernel", KERNELS), initrd: find("initramfs", INITRAMFS) };
}

/**
 * QEMU's words, with the serial console on stdio. KVM only when asked for: inside a virtual machine /dev/kvm may be
 * there and never run a guest, and emulated the image still boots in seconds.
 */
export function qemuArguments(options: BootOptions, interactive: boolean): string[] {
  return [
    ...["-machine", "q35", "-accel", options.kvm ? "kvm" : "tcg", "-cpu", "max"],
    ...["-m", String(options.memoryMegabytes), "-smp", "1"],
    ...["-kernel", options.kernel, "-initrd", options.initrd],
    ...["-append", `console=ttyS0 ${options.append}`.trim()],
    ...["-display", "none", "-monitor", "none", "-no-reboot"],
    ...["-nic", "user,model=virtio-net-pci"],
    // With the multiplexer Ctrl-C goes to the guest and Ctrl-A X ends QEMU.
    ...(interactive ? ["-serial", "mon:stdio"] : ["-serial", "stdio"]),
  ].filter(
    (word, index, words) => !(interactive && (word === "-monitor" || words[index - 1] === "-monitor")),
  );
}

export interface ExpectOptions extends BootOptions {
  readonly expect: string;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  /** What the console says, as it comes. */
  readonly onText: (text: string) => void;
}

export type BootResult =
  | { readonly kind: "seen"; readonly seconds: number }
  | { readonly kind: "timeout" }
  | { readonly kind: "ended"; readonly exitCode: number | null }
  | { readonly kind: "aborted" };

/** Boots and waits for a text on the console; QEMU is gone when this returns. @throws UserError (3) without QEMU */
export function bootAndExpect(options: ExpectOptions): Promise<BootResult> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(options.qemu ?? "qemu-system-x86_64", qemuArguments(options, false), {
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    let outcome: BootResult | null = null;
    let tail = "";
    const stop = (result: BootResult) => {
      outcome ??= result;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => stop({ kind: "timeout" }), options.timeoutSeconds * 1000);
    const abort = () => stop({ kind: "aborted" });
    options.signal.addEventListener("abort", abort, { once: true });
    const read = (data: Buffer) => {
      const text = data.toString("latin1");
      options.onText(text);
      // The text may come in two pieces: keep as much of the past as could begin it.
      tail = `${tail}${text}`;
      if (tail.includes(options.expect))
        stop({ kind: "seen", seconds: (performance.now() - started) / 1000 });
      tail = tail.slice(-options.expect.length);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", (data: Buffer) => options.onText(data.toString("latin1")));
    child.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(new UserError(`${child.spawnfile}: cannot be started (${error.code})`, EXIT.host));
    });
    child.on("close", (exitCode) => {
      clearTimeout(timer);
      options.signal.removeEventListener("abort", abort);
      resolve(outcome ?? { kind: "ended", exitCode });
    });
  });
}
