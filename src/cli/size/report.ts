/** How large the images are, and what of the root file system is whose. Pure. */
import { size } from "../progress/words.js";
import type { Limit } from "./budget.js";

/** What one report needs of another to show what has changed. */
export interface EarlierReport {
  /** Bytes by name, of the files in images/. */
  readonly images: Readonly<Record<string, number>>;
  /** Bytes of regular files in the root file system by package, before any compression; the largest first. */
  readonly packages: Readonly<Record<string, number>>;
  /** Where the files were looked at: in the archive that is the initramfs, or in target/, of which images leave out some. */
  readonly of: "rootfs.cpio" | "target";
}

export interface SizeReport extends EarlierReport {
  /** About what each package takes of the packed archive; null where there is none. */
  readonly packed: { readonly image: string; readonly packages: Readonly<Record<string, number>> } | null;
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
  before: EarlierReport | null,
  most: number,
): readonly string[] {
  const images = byFolder(report.images);
  const imagesBefore = before && byFolder(before.images);
  const packages = inOrder(report);
  const total = sumOf(packages);
  const shown = packages.slice(0, most);
  const rest = packages.slice(most);
  const width = Math.max(0, ...[...Object.entries(images), ...shown].map(([name]) => name.length));
  const row = (name: string, bytes: number, share: string, earlier: number | null, limit: string) =>
    `  ${name.padEnd(width)}  ${size(bytes).padStart(9)}${share}${changeText(bytes, earlier)}${limit}`;
  return [
    "images:",
    ...Object.entries(images).map(([name, bytes]) =>
      row(name, bytes, "", imagesBefore && (imagesBefore[name] ?? 0), limitText(limits, "image", name)),
    ),
    totalLine(report, total),
    ...shown.map(([name, bytes]) => {
      const earlier = before && (before.packages[name] ?? 0);
      return row(name, bytes, shareText(report, name, total), earlier, limitText(limits, "package", name));
    }),
    ...(rest.length > 0 ? [`  and ${rest.length} more, ${size(sumOf(rest))} together (--all)`] : []),
    ...goneLines(report, before),
  ];
}

/** A folder of images (linux-firmware puts some there) is one row. */
function byFolder(images: SizeReport["images"]): Readonly<Record<string, number>> {
  const rows: Record<string, number> = {};
  for (const [path, bytes] of Object.entries(images)) {
    const name = path.replace(/\/.*/, "/");
    rows[name] = (rows[name] ?? 0) + bytes;
  }
  return rows;
}

/** The largest first, by what they take of the packed image, where there is one: its size is what a budget limits. */
function inOrder({ packages, packed }: SizeReport): readonly (readonly [string, number])[] {
  return Object.keys(packed?.packages ?? packages).map((name) => [name, packages[name] ?? 0]);
}

function totalLine({ of, packed, images }: SizeReport, total: number): string {
  if (of === "target") return `root file system: ${size(total)} in target/, before compression`;
  const sum = `root file system: ${size(total)}`;
  if (!packed) return sum;
  return `${sum}, packed ${size(images[packed.image] ?? 0)} (${packed.image}; of each, about)`;
}

/** What it takes of the packed image; without one, the share of the whole. */
function shareText({ packed, packages }: SizeReport, name: string, total: number): string {
  if (packed) return `  ${size(packed.packages[name] ?? 0).padStart(9)}`;
  return `  ${((100 * (packages[name] ?? 0)) / Math.max(1, total)).toFixed(1).padStart(5)} %`;
}

function limitText(limits: readonly Limit[], kind: Limit["kind"], name: string): string {
  const limit = limits.find((each) => each.kind === kind && each.name === name);
  return limit === undefined ? "" : `  of ${size(limit.bytes)}`;
}

function sumOf(packages: readonly (readonly [string, number])[]): number {
  return packages.reduce((sum, [, bytes]) => sum + bytes, 0);
}

export function overBudgetLine({ bytes, limit }: OverBudget): string {
  if (bytes === null)
    return `${limit.name}: the budget allows ${size(limit.bytes)}, and there is no such image: build it, or mend the budget`;
  const what = limit.kind === "package" ? `package ${limit.name}` : limit.name;
  return `${what}: ${size(bytes)}, ${size(bytes - limit.bytes)} over its budget of ${size(limit.bytes)}`;
}

function changeText(bytes: number, earlier: number | null): string {
  if (earlier === null || earlier === bytes) return "";
  const difference = bytes - earlier;
  return `  ${difference > 0 ? "+" : "-"}${size(Math.abs(difference))}`;
}

function goneLines(report: SizeReport, before: EarlierReport | null): readonly string[] {
  if (before === null) return [];
  const gone = Object.entries(before.packages).filter(([name]) => report.packages[name] === undefined);
  return gone.map(([name, bytes]) => `  ${name}: gone, -${size(bytes)}`);
}
