/** `ipa-image size`: what the image is made of, held against a budget. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { type Limit, parseBudget } from "../size/budget.js";
import { measure } from "../size/measure.js";
import { type EarlierReport, overBudget, overBudgetLine, sizeLines } from "../size/report.js";
import { exitCodes } from "./exit-codes.js";
import { type PlaceOptions, placesOf, withPlaces } from "./places.js";

interface SizeOptions extends PlaceOptions {
  readonly budget?: string;
  readonly against?: string;
  readonly all?: boolean;
  readonly json?: boolean;
}

const SHOWN = 20;
const BUDGET = "size-budget.txt";
const LOOKED_AT = `Looked at is images/rootfs.cpio; what each takes of its packed form is an estimate. Without
such an archive it is target/, which also holds what images leave out.`;

export function registerSize(program: Command): void {
  withPlaces(program.command("size"))
    .description("how large the images are, and what each package takes of the root file system")
    .option(
      "--budget <file>",
      `limits, a line each: rootfs.cpio.xz 40 MB (default: ${BUDGET} of the external tree)`,
    )
    .option("--against <file>", "what --json printed earlier: show what has changed since")
    .option("--all", `every package, not only the ${SHOWN} largest`)
    .option("--json", "one JSON object instead of text")
    .addHelpText(
      "after",
      `\n${LOOKED_AT}\n${exitCodes("ok", "failure", "usage")}\n\nOver budget is a failure.`,
    )
    .action(async (options: SizeOptions) => {
      process.exitCode = await tellSizes(options);
    });
}

async function tellSizes(options: SizeOptions): Promise<number> {
  const { output, repo } = placesOf(options);
  // First what may be wrong with the question: the answer takes a while.
  const limits = limitsOf(options.budget ?? join(repo, BUDGET), options.budget !== undefined);
  const before = options.against === undefined ? null : earlierReport(options.against);
  if (process.stderr.isTTY) console.error("ipa-image: looking into the root file system");
  const report = await measure(output);
  if (Object.keys(report.images).length === 0)
    throw new UserError(`${join(output, "images")}: no images there: run \`ipa-image build\``);
  if (before !== null && before.of !== report.of)
    throw new UserError(
      `${options.against}: measured ${before.of}, and this report ${report.of}, so that they cannot be compared: make it anew`,
      EXIT.usage,
    );
  const over = overBudget(report, limits);
  const most = options.all ? Number.POSITIVE_INFINITY : SHOWN;
  if (options.json) console.log(JSON.stringify({ ...report, over }, null, 2));
  else for (const line of sizeLines(report, limits, before, most)) console.log(line);
  for (const each of over) console.error(overBudgetLine(each));
  return over.length > 0 ? EXIT.failure : EXIT.ok;
}

/** Where none was asked for, none need be there. */
function limitsOf(path: string, isAsked: boolean): readonly Limit[] {
  if (!isAsked && !existsSync(path)) return [];
  try {
    return parseBudget(readFileSync(resolve(path), "utf8"));
  } catch (error) {
    throw new UserError(`${path}: ${(error as Error).message}`, EXIT.usage);
  }
}

/** Reports of before the archive was looked at do not say `of`. */
function earlierReport(path: string): EarlierReport {
  let earlier: Partial<EarlierReport> = {};
  try {
    earlier = JSON.parse(readFileSync(path, "utf8")) as Partial<EarlierReport>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
  }
  const { images, packages, of = "target" } = earlier;
  if (images && packages) return { images, packages, of };
  throw new UserError(`${path}: is not what \`ipa-image size --json\` prints: make it with that`, EXIT.usage);
}
