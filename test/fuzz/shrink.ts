import type { Case } from "./tree.js";

/** Where a line of a case stands. */
interface Line {
  readonly file: string | null;
  readonly text: string;
}

/**
 * Makes a failing case small: takes lines away, in ever smaller runs, as long as it still fails.
 * @param fails whether a case still shows the difference
 */
export function shrink(tree: Case, fails: (smaller: Case) => boolean): Case {
  let lines: readonly Line[] = [
    ...Object.entries(tree.files).flatMap(([file, text]) => split(file, text)),
    ...(tree.config === null ? [] : split(null, tree.config)),
  ];
  const build = (kept: readonly Line[]): Case => ({
    ...tree,
    files: Object.fromEntries(
      Object.keys(tree.files).map((name) => [name, join(kept.filter((line) => line.file === name))]),
    ),
    config: tree.config === null ? null : join(kept.filter((line) => line.file === null)),
  });
  const keeps = (kept: readonly Line[]): boolean => {
    if (!fails(build(kept))) return false;
    lines = kept;
    return true;
  };
  for (let before = -1; before !== size(lines); ) {
    before = size(lines);
    for (let run = Math.ceil(lines.length / 2); run >= 1; run = run === 1 ? 0 : Math.ceil(run / 2))
      for (let at = 0; at < lines.length; )
        if (!keeps([...lines.slice(0, at), ...lines.slice(at + run)])) at += run;
    // Blocks lose their frame: an `if` and its `endif` are two lines apart.
    for (let at = 0; at < lines.length; at++)
      for (let end = at + 1; end < Math.min(lines.length, at + 12); end++)
        if (keeps(lines.filter((_, i) => i !== at && i !== end))) break;
    for (let at = 0; at < lines.length; at++) {
      const line = lines[at];
      if (line === undefined) continue;
      for (const text of shorter(line.text))
        if (keeps(lines.map((other, i) => (i === at ? { ...line, text } : other)))) break;
    }
  }
  let small = build(lines);
  for (const smaller of [
    { ...small, config: null },
    {
      ...small,
      files: Object.fromEntries(Object.entries(small.files).filter(([n, t]) => n === "Kconfig" || t !== "")),
    },
    { ...small, env: {} },
    { ...small, input: "" },
  ]) {
    const candidate = { ...small, ...pickChanged(small, smaller) };
    if (fails(candidate)) small = candidate;
  }
  return small;
}

function pickChanged(from: Case, to: Case): Partial<Case> {
  return Object.fromEntries(Object.entries(to).filter(([key, value]) => from[key as keyof Case] !== value));
}

function size(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + line.text.length, 0);
}

/** The line with a condition, an operand or a word less, the boldest cut first. */
function* shorter(text: string): Generator<string> {
  const end = text.endsWith("\n") ? "\n" : "";
  const words = text.trimEnd().split(/(?<=\S)(?=\s)|(?<=\()|(?=\))/);
  for (let cut = words.length - 1; cut >= 1; cut--)
    for (let at = 1; at + cut <= words.length; at++) yield words.toSpliced(at, cut).join("") + end;
}

function split(file: string | null, text: string): Line[] {
  return text.split(/(?<=\n)/).map((line) => ({ file, text: line }));
}

function join(lines: readonly Line[]): string {
  return lines.map((line) => line.text).join("");
}
