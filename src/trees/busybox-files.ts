/** The Config.in files that BusyBox's own make writes. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { EXIT, UserError } from "../buildroot/errors.js";
import { makeEnvironment } from "../buildroot/make-environment.js";
import type { MakefileQuestion } from "./makefile-environment.js";

/**
 * BusyBox writes most of its Config.in files itself, from its sources; make looks which of them are out of date.
 * @throws UserError with make's words when there are none
 */
export async function generateConfigFiles(dir: string, options: MakefileQuestion): Promise<void> {
  const words = ["--no-print-directory", "-s", ...options.variables, "gen_build_files"];
  const result = await execa("make", words, {
    cwd: dir,
    env: makeEnvironment(options.env),
    extendEnv: false,
    stdin: "ignore",
    reject: false,
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  // In a folder that cannot be written those that are there are good enough.
  if (!result.failed || existsSync(join(dir, "coreutils/Config.in"))) return;
  const said = (result.stderr ?? "").trim().split("\n").slice(-5).join("\n");
  throw new UserError(
    `${dir}: its Config.in files could not be generated: ${said === "" ? result.shortMessage : said}: look whether the folder can be written`,
    EXIT.failure,
  );
}
