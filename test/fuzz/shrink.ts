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
  for (let run = Math.ceil(lines.length / 2); run >= 1; run = run === 1 ? 0 : Math.ceil(run / 2)) {
    for (let at = 0; at < lines.length; ) {
      const kept = [...lines.slice(0, at), ...lines.slice(at + run)];
      if (fails(build(kept))) lines = kept;
      else at += run;
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

function split(file: string | null, text: string): Line[] {
  return text.split(/(?<=\n)/).map((line) => ({ file, text: line }));
}

function join(lines: readonly Line[]): string {
  return lines.map((line) => line.text).join("");
}
