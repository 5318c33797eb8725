/** Before an hour of building: whether every line of the kernel's fragments comes true. */
import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { STATE_FOLDER } from "../../buildroot/incremental/evaluation.js";
import type { Place } from "../../buildroot/incremental/tree.js";
import { runMake } from "../../buildroot/make.js";
import { shortfallText } from "../../kernel/check.js";
import { fragmentsOf } from "../../kernel/hardware.js";
import { beginsWithFile } from "../../kernel/merged-files.js";
import { digestOf } from "../../scheduler/index.js";
import type { Places } from "../commands/places.js";
import { checkKernel, shownPath, wishesOfImage } from "./check-kernel.js";
import { extractedKernel, kernelArchive, unpackedKernel } from "./kernel-tree.js";

export interface KernelQuestion {
  /** With the downloads folder that the configuration names. */
  readonly places: Places;
  readonly place: Place;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/**
 * Looks at a kernel whose fragments come from the menu "IPA hardware". Its sources are downloaded for it where they are
 * not there yet; without them nothing is said: the build itself will tell what stands in the way of that. What was good
 * is remembered.
 * @throws UserError (9) that names every line
 */
export async function requireKernelSettings({ place, places, say, signal }: KernelQuestion): Promise<void> {
  const text = readFileSync(join(places.output, ".config"), "latin1");
  if (!/^BR2_LINUX_KERNEL=y$/m.test(text) || !beginsWithFile(text)) return;
  if (fragmentsOf(places.repo, text).length === 0) return;
  const wishes = wishesOfImage(places);
  const dir =
    extractedKernel(places) ?? kernelArchive(places) ?? (await downloaded({ place, places, say, signal }));
  if (dir === null) return;
  const memory = join(places.output, STATE_FOLDER, "kernel-check");
  const digest = digestOf(JSON.stringify([dir, wishes]));
  if (existsSync(memory) && readFileSync(memory, "latin1") === digest) return;
  const tree = dir.includes(".tar.") ? await unpackedKernel(dir, places) : dir;
  const { shortfalls, unmet } = await checkKernel(wishes, tree);
  if (shortfalls.length > 0)
    throw new UserError(
      shortfalls.map((each) => shortfallText(each, (path) => shownPath(path))).join("\n"),
      EXIT.config,
    );
  for (const { symbol, for: what } of unmet)
    say(`build: CONFIG_${symbol}: the agent needs it, for ${what}: see \`ipa-image kernel check\``);
  await mkdir(dirname(memory), { recursive: true });
  writeFileAtomically(memory, digest);
}

async function downloaded({ place, places, say, signal }: KernelQuestion): Promise<string | null> {
  say("build: downloading the kernel's sources first: its settings are checked before all else");
  await runMake({
    buildroot: place.buildroot,
    output: place.output,
    externals: place.externals,
    targets: ["linux-source"],
    flags: ["-s"],
    variables: place.variables,
    env: place.env,
    onLine: () => {},
    signal,
  });
  return kernelArchive(places);
}
