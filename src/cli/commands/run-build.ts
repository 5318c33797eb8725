/** What build, source and legal share: the checks before, and one run of the driver with a reporter. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { buildImage } from "../../buildroot/build/driver.js";
import { applyDefconfig, configuredFrom } from "../../buildroot/configure.js";
import { EXIT, type ExitCode, UserError } from "../../buildroot/errors.js";
import { examineHost } from "../../buildroot/host/doctor.js";
import { thisMachine } from "../../buildroot/host/machine.js";
import { lockOutput } from "../../buildroot/lock.js";
import { checkUser } from "../../buildroot/root-refusal.js";
import { checkConfiguredSources } from "../../buildroot/safe-values.js";
import { fetchBuildroot } from "../../buildroot/submodule.js";
import { requirePlainPath } from "../../buildroot/tree.js";
import { downloadFolder } from "./downloads.js";
import { listenForInterrupt } from "./interrupt.js";
import { type PlaceOptions, type Places, placesOf, repositoryRoot } from "./places.js";
import { DEFAULT_PROFILE, PROFILES, type Profile } from "./profiles.js";
import { jsonReporter, type Reporter, textReporter } from "./report.js";

export interface BuildCommandOptions extends PlaceOptions {
  readonly profile?: Profile;
  readonly allowRoot?: boolean;
  readonly json?: boolean;
  readonly source?: boolean;
}

/** Runs `target` of Buildroot, or the whole build without one. Returns the exit code. */
export async function runBuild(options: BuildCommandOptions, target?: string): Promise<ExitCode> {
  const places = placesOf(options);
  const rootEnv = checkUser(process.geteuid?.() ?? null, options.allowRoot ?? false);
  requirePlainPath("output folder", places.output);
  requirePlainPath("external tree", places.repo);
  const say = (text: string) => (options.json ? console.error(text) : console.log(text));
  const interruption = listenForInterrupt();
  await fetchBuildroot({
    repo: repositoryRoot(),
    buildroot: places.buildroot,
    signal: interruption.signal,
    say,
  });
  const release = await lockOutput(places.output);
  try {
    await prepareConfig(places, options.profile, say);
    await checkConfiguredSources(join(places.output, ".config"));
    await requireGoodHost(places.output);
    return await buildImage({
      buildroot: places.buildroot,
      output: places.output,
      externals: [places.repo],
      ...(target === undefined ? {} : { target }),
      skipSource: options.source === false,
      variables: (await downloadFolder(places)).variables,
      env: rootEnv,
      emit: reporter(options.json ?? false),
      signal: interruption.signal,
      signalName: () => interruption.name() ?? "SIGINT",
    });
  } finally {
    await release();
    interruption.release();
  }
}

/** The `.config` that is there stays; without one the profile's is written. A profile that differs is refused. */
async function prepareConfig(
  places: Places,
  profile: Profile | undefined,
  say: (text: string) => void,
): Promise<void> {
  const configPath = join(places.output, ".config");
  if (!existsSync(configPath)) {
    const name = PROFILES[profile ?? DEFAULT_PROFILE];
    const result = await applyDefconfig({ ...places, name });
    say(`build: ${configPath} written from ${name}`);
    for (const warning of result.warnings) say(warning);
    return;
  }
  if (profile === undefined) return;
  const from = configuredFrom(await readFile(configPath, "latin1"));
  if (from !== null && basename(from) === PROFILES[profile]) return;
  throw new UserError(
    `${configPath}: does not come from ${PROFILES[profile]}, but from ${from ?? "elsewhere"}: build into another folder ` +
      `(--output DIR), or replace it with \`ipa-image config --profile ${profile}\` and \`ipa-image clean\``,
    EXIT.config,
  );
}

async function requireGoodHost(output: string): Promise<void> {
  const report = await examineHost(thisMachine(), { purposes: ["build"], output });
  const first = report.checks.find((check) => check.status === "error");
  if (!first) return;
  const cure = report.install ?? "see `ipa-image doctor`";
  const code = first.name === "disk space" ? EXIT.space : EXIT.host;
  throw new UserError(`host: ${first.name}: ${first.message}: ${cure}`, code);
}

function reporter(json: boolean): Reporter {
  const write = (text: string) => {
    process.stdout.write(text);
  };
  if (json) return jsonReporter(write);
  const { report, tick } = textReporter({
    isTTY: process.stdout.isTTY === true && process.env.TERM !== "dumb",
    columns: process.stdout.columns ?? 80,
    colour: !process.env.NO_COLOR,
    write,
  });
  let last = performance.now();
  // Unref: the clock must not keep the process alive.
  setInterval(() => tick((performance.now() - last) / 1000), 1000).unref();
  return (event) => {
    last = performance.now();
    report(event);
  };
}
