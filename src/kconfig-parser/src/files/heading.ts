import type { KconfigTree } from "../model/tree.js";

/** The lines at the head of a file that is written, without their comment signs; the first and the last are empty. */
export function headingLines({ title, dialect }: KconfigTree): readonly string[] {
  const text = `\nAutomatically generated file; DO NOT EDIT.\n${title}\n`;
  return text.slice(0, dialect.files.longestHeading ?? text.length).split("\n");
}

/** The same, each line a comment that begins with `#`. */
export function headingText(tree: KconfigTree): string {
  const lines = headingLines(tree);
  // A heading that was cut off has no empty line at its end.
  return lines.map((line) => (line === "" ? "#\n" : `# ${line}\n`)).join("");
}
