import type { Command } from "commander";
import { execa } from "execa";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { installCommand } from "../../buildroot/host/distribution.js";
import { examineHost, type HostReport } from "../../buildroot/host/doctor.js";
import { thisMachine } from "../../buildroot/host/machine.js";
import type { Purpose } from "../../buildroot/host/requirements.js";
import { installAdvice, parsePurposes } from "./doctor.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";

interface Options extends PlaceOptions {
  readonly for: readonly Purpose[];
}

export function registerDeps(program: Command): void {
  withPlaces(program.command("deps"))
    .description("install missing host packages, if root or sudo is at hand; else print the command and stop")
    .option("--for <purposes>", "build, test or boot, with commas between several", parsePurposes, ["build"])
    .addHelpText("after", exitCodes("ok", "usage", "host"))
    .action(async (options: Options) => {
      const look = () =>
        examineHost(thisMachine(), { purposes: options.for, output: placesOf(options).output });
      let report = await look();
      if (report.install !== null) {
        const prefix = await privilege(process.geteuid?.() ?? null);
        if (prefix === null) {
          console.error(`deps: ${report.packages.length} packages are missing: run this and try again:`);
          console.error(`  ${report.install}`);
          // What the distribution may lack is no reason to stop.
          process.exitCode = report.ok ? EXIT.ok : EXIT.host;
          return;
        }
        await install(report, prefix);
        report = await look();
      }
      const errors = report.checks.filter((check) => check.status === "error");
      for (const check of errors) console.error(`deps: ${check.name}: ${check.message}`);
      if (errors.length > 0 && report.packages.length > 0) console.error(installAdvice(report).join("\n"));
      process.exitCode = errors.length > 0 ? EXIT.host : EXIT.ok;
      if (errors.length === 0) console.log("deps: the host has all that is needed");
    });
}

/** The words to put before a command to run it as root: none for root, `sudo -n`, or null if neither works. */
async function privilege(uid: number | null): Promise<readonly string[] | null> {
  if (uid === 0) return [];
  const sudo = await execa("sudo", ["-n", "true"], { reject: false, stdin: "ignore" });
  return sudo.failed ? null : ["sudo", "-n"];
}

async function install(report: HostReport, prefix: readonly string[]): Promise<void> {
  const words = installCommand(report.family, report.packages);
  if (words === null) return;
  if (report.family === "debian") {
    // Package lists may be old or absent; if they cannot be had, the install below tells why it matters.
    await run([...prefix, "apt-get", "update"]);
  }
  console.log(`deps: ${words.join(" ")}`);
  if (!(await run([...prefix, ...words])))
    throw new UserError(
      `deps: the packages could not be installed: run \`${report.install}\` by hand to see why`,
      EXIT.host,
    );
}

async function run([file = "", ...args]: readonly string[]): Promise<boolean> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const result = await execa(file, args, { stdin: "ignore", stdout: 2, stderr: 2, reject: false, env });
  return !result.failed;
}
