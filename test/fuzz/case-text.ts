import type { DialectName } from "kconfig-parser";
import type { Case } from "./tree.js";

/** A failing case, to be kept: everything in one JSON file, latin1 as \u00xx. */
export interface Kept {
  readonly dialect: DialectName;
  readonly modes: readonly string[];
  /** What differed when it was found. */
  readonly about: string;
  readonly case: Case;
}

/** Writes a kept case as JSON in which every byte can be read and no line is long. */
export function keptText(kept: Kept): string {
  const lines = (text: string): string[] => text.split(/(?<=\n)/);
  const files = Object.fromEntries(
    Object.entries(kept.case.files).map(([name, text]) => [name, lines(text)]),
  );
  const config = kept.case.config === null ? null : lines(kept.case.config);
  const json = JSON.stringify({ ...kept, case: { ...kept.case, files, config } }, null, 2);
  return `${json.replace(/[\x7f-\xff]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)}\n`;
}

/** Reads what {@link keptText} wrote. */
export function parseKept(text: string): Kept {
  const kept = JSON.parse(text);
  const files = Object.fromEntries(
    Object.entries(kept.case.files as Record<string, string[]>).map(([name, lines]) => [
      name,
      lines.join(""),
    ]),
  );
  const config: string | null = kept.case.config === null ? null : kept.case.config.join("");
  return { ...kept, case: { ...kept.case, files, config } };
}
