/** Runs board/openstack/ipa/wheels-tool.sh: locks, verifies, or tries what a build would do with the agent's wheels. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXIT, type ExitCode } from "../buildroot/errors.js";
import { runInGroup } from "../scheduler/index.js";
import { type BoardPlace, boardEnvironment } from "./board-environment.js";

export type WheelsVerb = "lock" | "preflight" | "verify";

export interface WheelsOptions {
  readonly place: BoardPlace;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  /** Where the lock is; default: wheels.lock of the external tree. */
  readonly lock?: string;
  /** The URL of an index, or a folder; default: what the configuration says. */
  readonly index?: string;
  readonly offline?: boolean;
}

export interface WheelsResult {
  readonly exitCode: ExitCode;
  /** What the script said of itself, as JSON; null when it did not come that far. */
  readonly report: unknown;
  /** The script's last sentence, without its name. */
  readonly sentence: string;
}

const SCRIPT = "board/openstack/ipa/wheels-tool.sh";
const CODES: Readonly<Record<number, ExitCode>> = { 0: EXIT.ok, 3: EXIT.host, 6: EXIT.network };

/** Whether the external tree has the script at all: another project's external tree need not. */
export function hasWheelsTool(repo: string): boolean {
  return existsSync(join(repo, SCRIPT));
}

/** The variables by which the board's scripts know the command line's wishes. */
export function wheelsEnvironment(
  options: Pick<WheelsOptions, "index" | "lock" | "offline">,
): Record<string, string> {
  return {
    ...(options.lock === undefined ? {} : { IPA_WHEELS_LOCK: options.lock }),
    ...(options.index === undefined ? {} : { IPA_WHEELS_INDEX: options.index }),
    ...(options.offline ? { IPA_OFFLINE: "1" } : {}),
  };
}

/** Runs it to its end. Never throws for what the script finds: that is in the result. */
export async function runWheelsTool(verb: WheelsVerb, options: WheelsOptions): Promise<WheelsResult> {
  const folder = mkdtempSync(join(tmpdir(), "ipa-image-"));
  const report = join(folder, "report.json");
  const said: string[] = [];
  try {
    const result = await runInGroup(join(options.place.repo, SCRIPT), [verb, report], {
      cwd: options.place.buildroot,
      env: { ...boardEnvironment(options.place), ...wheelsEnvironment(options) },
      onLine: (text) => {
        const line = Buffer.from(text, "latin1").toString("utf8");
        said.push(line);
        options.onLine(line);
      },
      signal: options.signal,
    });
    const own = said.filter((line) => line.startsWith("ipa: ")).at(-1) ?? said.at(-1) ?? `${SCRIPT}: failed`;
    return {
      exitCode: result.aborted ? EXIT.interrupted : (CODES[result.exitCode ?? 1] ?? EXIT.failure),
      report: existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null,
      sentence: own.replace(/^ipa: /, ""),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
