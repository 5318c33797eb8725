import type { Location } from "../diagnostics.js";

const width = 80;

/** Breaks a text between words so that no line is longer than 80 columns; each line starts at column `column`. */
export function wrap(text: string, column: number): string[] {
  const lines: string[] = [];
  const start = " ".repeat(column);
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && column + line.length + 1 + word.length > width) {
      lines.push(start + line);
      line = `  ${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  if (line !== "") lines.push(start + line);
  return lines;
}

/** A sentence from the first column. */
export function sentence(text: string): string[] {
  return wrap(text, 0).map((line, i) => (i === 0 ? line : line.trimStart()));
}

/** `file:line`, as compilers print it and editors jump to. */
export function locationText({ location }: { readonly location: Location }): string {
  return `${location.file}:${location.line}`;
}
