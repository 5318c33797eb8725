/** The lines in which Buildroot says what it is doing: `>>> busybox 1.38.0 Building`. Pure. */

export interface StepLine {
  /** `host-m4`, `busybox`; empty for the steps of the whole image (`>>>   Finalizing target directory`). */
  readonly package: string;
  readonly version: string;
  readonly step: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: make's lines carry the terminal's own codes
const ESCAPES = /\x1b(\[[0-9;?]*[A-Za-z]|\([A-Z0-9])|\x0f/g;

/** Takes terminal codes out of a line. */
export function plainText(line: string): string {
  return line.replace(ESCAPES, "");
}

/** The step that a line announces, or null for any other line. */
export function parseStepLine(line: string): StepLine | null {
  const match = /^>>> (\S*) (\S*) (.+)$/.exec(plainText(line));
  if (!match) return null;
  const [, name = "", version = "", step = ""] = match;
  return { package: name, version, step: step.trim() };
}
