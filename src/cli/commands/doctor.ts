import { type Command, InvalidArgumentError } from "commander";
import { EXIT } from "../../buildroot/errors.js";
import { examineHost, type HostReport } from "../../buildroot/host/doctor.js";
import { thisMachine } from "../../buildroot/host/machine.js";
import type { Purpose } from "../../buildroot/host/requirements.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";

interface Options extends PlaceOptions {
  readonly for: readonly Purpose[];
  readonly json?: boolean;
}

/** Reads `--for build,boot`. */
export function parsePurposes(text: string): readonly Purpose[] {
  const names = text.split(",");
  for (const name of names)
    if (!["build", "test", "boot"].includes(name))
      throw new InvalidArgumentError("name build, test or boot, with commas between several.");
  return names as Purpose[];
}

export function registerDoctor(program: Command): void {
  withPlaces(program.command("doctor"))
    .description("look the host over and print the command that installs what is missing")
    .option("--for <purposes>", "build, test or boot, with commas between several", parsePurposes, ["build"])
    .option("--json", "one JSON object instead of text")
    .addHelpText("after", exitCodes("ok", "usage", "host"))
    .action(async (options: Options) => {
      const report = await examineHost(thisMachine(), {
        purposes: options.for,
        output: placesOf(options).output,
      });
      console.log(options.json ? JSON.stringify(report, null, 2) : reportText(report));
      process.exitCode = report.ok ? EXIT.ok : EXIT.host;
    });
}

/** The report for people: a line a check, then the command. */
export function reportText(report: HostReport): string {
  const words = { ok: "ok     ", warning: "warning", error: "ERROR  " } as const;
  const lines = report.checks.map((check) => `${words[check.status]}  ${check.name}: ${check.message}`);
  return [...lines, "", ...installAdvice(report)].join("\n");
}

/** What to do about the packages that are missing. */
export function installAdvice(report: HostReport): string[] {
  if (report.install !== null) return ["Install what is missing with:", `  ${report.install}`];
  if (report.ok) return ["Nothing is missing."];
  if (report.family === "unknown")
    return ["This distribution is not known here: install the programs above with its own tools."];
  return ["No package is missing; the errors above want another cure."];
}
