/** `ipa-image kernel check`: whether every line of the kernel's fragments comes true, and all that the agent needs. */
import { resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { EXIT, type ExitCode, UserError } from "../../buildroot/errors.js";
import { shortfallText } from "../../kernel/check.js";
import { type Architecture, HARDWARE, type Hardware } from "../../kernel/hardware.js";
import {
  checkKernel,
  type KernelCheck,
  type KernelWishes,
  shownPath,
  wishesOfImage,
  wishesOfProfile,
} from "../kernel/check-kernel.js";
import { extractedKernel, kernelArchive, unpackedKernel } from "../kernel/kernel-tree.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, type Places, placesOf, withPlaces } from "./places.js";

interface Options extends PlaceOptions {
  readonly kernel?: string;
  readonly profile?: Hardware;
  readonly arch?: Architecture;
  readonly json?: boolean;
}

export function registerKernelCheck(kernel: Command): void {
  withPlaces(kernel.command("check"))
    .description("say which lines of the kernel's fragments do not come true, why, and what to do")
    .option("--kernel <dir>", "the kernel's sources (default: those of Buildroot, extracted or downloaded)")
    .option("--profile <name>", `${HARDWARE.join(", ")}, in place of what is configured`, parseHardware)
    .option("--arch <arch>", "x86_64 or arm64, with --profile (default: x86_64)", parseArchitecture)
    .option("--json", "one JSON object instead of text")
    .addHelpText(
      "after",
      "\nWhat the agent needs of a kernel and does not get is listed, too; it is an error with --profile only.",
    )
    .addHelpText("after", exitCodes("ok", "usage", "host", "config"))
    .action(async (options: Options) => {
      process.exitCode = await check(options);
    });
}

export function parseHardware(text: string): Hardware {
  const found = HARDWARE.find((each) => each === text);
  if (found === undefined) throw new InvalidArgumentError(`name ${HARDWARE.join(", ")}.`);
  return found;
}

const ARCHITECTURE_NAMES: Readonly<Record<string, Architecture>> = {
  x86: "x86",
  x86_64: "x86",
  arm64: "arm64",
  aarch64: "arm64",
};

function parseArchitecture(text: string): Architecture {
  const found = Object.hasOwn(ARCHITECTURE_NAMES, text) ? ARCHITECTURE_NAMES[text] : undefined;
  if (found === undefined) throw new InvalidArgumentError("name x86_64 or arm64.");
  return found;
}

async function check(options: Options): Promise<ExitCode> {
  const { arch, profile } = options;
  if (arch !== undefined && profile === undefined)
    throw new UserError(
      "kernel check: --arch is for --profile: the image's configuration says its own",
      EXIT.usage,
    );
  const places = placesOf(options);
  const dir = await sourcesFor(places, options.kernel);
  const wishes =
    profile === undefined ? wishesOfImage(places) : wishesOfProfile(places, profile, arch ?? "x86");
  const result = await checkKernel(wishes, dir);
  if (options.json) console.log(JSON.stringify({ kernel: dir, ...wishesJson(wishes), ...result }, null, 2));
  else for (const line of linesOf(result, wishes, dir)) console.log(line);
  const isGood = result.shortfalls.length === 0 && (profile === undefined || result.unmet.length === 0);
  return isGood ? EXIT.ok : EXIT.config;
}

async function sourcesFor(places: Places, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return resolve(asked);
  const extracted = extractedKernel(places);
  if (extracted !== null) return extracted;
  const archive = kernelArchive(places);
  if (archive !== null) return await unpackedKernel(archive, places);
  throw new UserError(
    `${places.output}: the kernel's sources are not there yet: get them with \`ipa-image source\`, or name a tree with --kernel DIR`,
    EXIT.usage,
  );
}

function wishesJson({ arch, assumed, files }: KernelWishes) {
  return { arch, assumed, files: files.map(({ path }) => path) };
}

function* linesOf(
  { asked, shortfalls, unmet }: KernelCheck,
  { assumed, files }: KernelWishes,
  dir: string,
): Generator<string> {
  if (assumed !== null) yield assumed;
  for (const each of shortfalls) yield shortfallText(each, (path) => shownPath(path));
  for (const { atLeast, for: what, got, symbol } of unmet) {
    const value = got === null ? "is not in this kernel" : `is ${got === "" ? "not set" : got}`;
    const wish = atLeast === "y" ? "y" : "m or y";
    yield `CONFIG_${symbol}: ${value}: the agent needs ${wish}, for ${what}: choose a profile in the menu "IPA hardware", or set it`;
  }
  const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;
  yield `${shownPath(dir)}: ${count(asked, "symbol", "symbols")} asked for in ${count(files.length, "file", "files")}, ` +
    `${shortfalls.length === 0 ? "all come true" : `${shortfalls.length} not as asked`}` +
    (unmet.length === 0 ? "" : `; ${count(unmet.length, "need", "needs")} of the agent unmet`);
}
