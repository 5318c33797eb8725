/** How large the images are, and what of the root file system is whose. Pure. */
import { size } from "../progress/words.js";
import type { Limit } from "./budget.js";

export interface SizeReport {
  /** Bytes by name, of the files in images/. */
  readonly images: Readonly<Record<string, number>>;
  /** Bytes of regular files in target/ by package, before any compression; the largest first. */
  readonly packages: Readonly<Record<string, number>>;
}

export interface OverBudget {
  readonly limit: Limit;
  /** Null: there is no such image or package. */
  readonly bytes: number | null;
}

/** The limits that do not hold; one for something that is not there does not either, for it would never warn. */
export function overBudget(report: SizeReport, limits: readonly Limit[]): readonly OverBudget[] {
  return limits.flatMap((limit) => {
    const bytes = (limit.kind === "image" ? report.images : report.packages)[limit.name] ?? null;
    const isAbsent = bytes === null && limit.kind === "image";
    return isAbsent || (bytes !== null && bytes > limit.bytes) ? [{ limit, bytes }] : [];
  });
}

/** The table; with `before` (an earlier report) what has changed since. */
export function sizeLines(
  report: SizeReport,
  limits: readonly Limit[],
  before: SizeReport | null,
  most: number,
): readonly string[] {
  const limitOf = (kind: Limit["kind"], name: string) => {
    const limit = limits.find((each) => each.kind === kind && each.name === name);
    return limit === undefined ? "" : `  of ${size(limit.bytes)}`;
  };
  const row = (kind: Limit["kind"], name: string, bytes: number, width: number, share: string) => {
    const earlier = before === null ? null : (before[kind === "image" ? "images" : "packages"][name] ?? 0);
    return `  ${name.padEnd(width)}  ${size(bytes).padStart(9)}${share}${changeText(bytes, earlier)}${limitOf(kind, name)}`;
  };
  const images = Object.entries(report.images);
  const packages = Object.entries(report.packages);
  const total = packages.reduce((sum, [, bytes]) => sum + bytes, 0);
  const shown = packages.slice(0, most);
  const rest = packages.slice(most);
  const width = Math.max(0, ...[...images, ...shown].map(([name]) => name.length));
  return [
    "images:",
    ...images.map(([name, bytes]) => row("image", name, bytes, width, "")),
    `root file system: ${size(total)} before compression`,
    ...shown.map(([name, bytes]) => row("package", name, bytes, width, shareText(bytes, total))),
    ...(rest.length > 0
      ? [
          `  and ${rest.length} more, ${size(rest.reduce((sum, [, bytes]) => sum + bytes, 0))} together (--all)`,
        ]
      : []),
    ...goneLines(report, before),
  ];
}

export function overBudgetLine({ bytes, limit }: OverBudget): string {
  if (bytes === null)
    return `${limit.name}: the budget allows ${size(limit.bytes)}, and there is no such image: build it, or mend the budget`;
  const what = limit.kind === "package" ? `package ${limit.name}` : limit.name;
  return `${what}: ${size(bytes)}, ${size(bytes - limit.bytes)} over its budget of ${size(limit.bytes)}`;
}

function shareText(bytes: number, total: number): string {
  return `  ${((100 * bytes) / Math.max(1, total)).toFixed(1).padStart(5)} %`;
}

function changeText(bytes: number, earlier: number | null): string {
  if (earlier === null || earlier === bytes) return "";
  const difference = bytes - earlier;
  return `  ${difference > 0 ? "+" : "-"}${size(Math.abs(difference))}`;
}

function goneLines(report: SizeReport, before: SizeReport | null): readonly string[] {
  if (before === null) return [];
  const gone = Object.entries(before.packages).filter(([name]) => report.packages[name] === undefined);
  return gone.map(([name, bytes]) => `  ${name}: gone, -${size(bytes)}`);
}
