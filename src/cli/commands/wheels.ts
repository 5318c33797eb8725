/** `ipa-image wheels`: which files the agent's Python packages are, and whether they still are. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { checkConfiguredSources } from "../../buildroot/safe-values.js";
import { requireBuildrootTree } from "../../buildroot/tree.js";
import { hasWheelsTool, runWheelsTool, type WheelsVerb } from "../../ipa/wheels-tool.js";
import { downloadFolder } from "./downloads.js";
import { exitCodes } from "./exit-codes.js";
import { listenForInterrupt } from "./interrupt.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";

interface WheelsCommandOptions extends PlaceOptions {
  readonly lock?: string;
  readonly index?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

const VERBS: readonly (readonly [WheelsVerb, string])[] = [
  [
    "lock",
    "write wheels.lock: the commits of the agent and its requirements, and the sha256 of every Python package that Buildroot does not have",
  ],
  [
    "verify",
    "hold wheels.lock against the configuration and the files, and, where it is built, look whether the target has all the agent needs",
  ],
];

export function registerWheels(program: Command): void {
  const wheels = program.command("wheels").description("the agent's Python packages: lock them, verify them");
  for (const [verb, description] of VERBS)
    withPlaces(wheels.command(verb))
      .description(description)
      .option("--lock <file>", "the lock (default: wheels.lock of the external tree)")
      .option(
        "--index <place>",
        "the URL of a package index, or a folder with wheels and sources (default: OPENSTACK_IPA_WHEELS_INDEX, else pip's own)",
      )
      .option("--offline", "ask nobody: only what was fetched before")
      .option("--json", "one JSON object instead of text; the text goes to standard error")
      .addHelpText("after", exitCodes("ok", "failure", "usage", "host", "noBuildroot", "network", "config"))
      .action(async (options: WheelsCommandOptions) => {
        process.exitCode = await run(verb, options);
      });
}

async function run(verb: WheelsVerb, options: WheelsCommandOptions): Promise<number> {
  const places = placesOf(options);
  requireBuildrootTree(places.buildroot);
  const config = join(places.output, ".config");
  if (!existsSync(config))
    throw new UserError(`${config}: there is none: run \`ipa-image config\` first`, EXIT.config);
  if (!hasWheelsTool(places.repo))
    throw new UserError(`${places.repo}: this external tree makes no wheels`, EXIT.config);
  await checkConfiguredSources(config);
  const { path: downloads } = await downloadFolder(places);
  const interruption = listenForInterrupt();
  try {
    const result = await runWheelsTool(verb, {
      place: { ...places, downloads },
      signal: interruption.signal,
      onLine: (line) => (options.json ? console.error(line) : console.log(line)),
      ...(options.lock === undefined ? {} : { lock: resolve(options.lock) }),
      ...(options.index === undefined ? {} : { index: indexOf(options.index) }),
      ...(options.offline ? { offline: true } : {}),
    });
    if (options.json) console.log(JSON.stringify(result.report ?? { faults: [result.sentence] }, null, 2));
    else if (result.exitCode === EXIT.ok) console.log(`wheels: ${verb}: good`);
    return result.exitCode;
  } finally {
    interruption.release();
  }
}

/** A URL as it is, a folder by its full path. */
function indexOf(place: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(place) ? place : resolve(place);
}
