/**
 * Buildroot calls a script of ours around every step of every package; what that prints stands among make's lines and
 * says, with several jobs too, which package is doing what.
 */
const MARK = "~~ipa-step";

/** The script for BR2_INSTRUMENTATION_SCRIPTS. */
export const STEP_SCRIPT = `#!/bin/sh
# Written by ipa-image; see src/buildroot/incremental/step-marks.ts
printf '${MARK} %s %s %s\\n' "$1" "$2" "$3"
`;

export interface StepMark {
  readonly edge: "start" | "end";
  /** `configure`, `install-target`. */
  readonly step: string;
  readonly package: string;
}

/** The mark in a line (another program's unfinished line may stand before it), or null. */
export function parseStepMark(line: string): StepMark | null {
  const start = line.indexOf(`${MARK} `);
  if (start < 0) return null;
  const [edge, step = "", name = ""] = line
    .slice(start + MARK.length + 1)
    .trim()
    .split(" ");
  return edge === "start" || edge === "end" ? { edge, step, package: name } : null;
}

/** The build folder (`busybox-1.37.0`) whose step failed, out of make's own last words, or null. */
export function failedBuildFolder(line: string): string | null {
  return /^make(?:\[\d+\])?: \*\*\* \[.*\/build\/([^/\s]+)\/\.stamp_\w+\] /.exec(line)?.[1] ?? null;
}
