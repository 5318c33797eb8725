/** What saving would make the next build do. */

/** A package that would be built again, or an image that would be put together again. */
export interface PackageCost {
  readonly name: string;
  /** In words: which option of it changed, or which package that it is built on. */
  readonly reason: string;
  /** How long it took the last time, in seconds; null where that is not known. */
  readonly seconds: number | null;
}

export interface CostReport {
  readonly packages: readonly PackageCost[];
  /** Of the whole build, in seconds, as many at once as a build runs; null where too little is known. */
  readonly seconds: number | null;
  /** By how much the image grows or shrinks, in bytes; null where no size file says it. */
  readonly bytes: number | null;
  /** Sentences about what could not be told. */
  readonly notes: readonly string[];
}

/** The configuration of a tree as it would be saved now, and where to. */
export interface ConfigNow {
  /** Of which tree (`buildroot`, `linux`, `busybox`). */
  readonly id: string;
  readonly path: string;
  /** The text of the file, one byte a character. */
  readonly text: string;
}

export interface CostEstimator {
  /**
   * What a build would do once these were saved. Writes nothing.
   * @throws Error with a sentence for the user when it cannot be told
   */
  estimate(changed: readonly ConfigNow[], signal: AbortSignal): Promise<CostReport>;
}

/** How far the estimate is; null in the model: nobody there who could make one. */
export type Cost =
  | { readonly is: "stale" }
  /** `ticket` names the values that it is of. */
  | { readonly is: "asked"; readonly ticket: string }
  | { readonly is: "known"; readonly ticket: string; readonly report: CostReport }
  | { readonly is: "failed"; readonly why: string };

/** One line for the question before saving; "" when there is nothing to say. */
export function costLine(cost: Cost | null): string {
  if (cost === null || cost.is === "stale") return "";
  if (cost.is === "asked") return "The next build: finding out what it will do …";
  if (cost.is === "failed") return `The next build: ${cost.why}`;
  const { packages, seconds, bytes } = cost.report;
  if (packages.length === 0) return "The next build: nothing is built again.";
  const first = packages.slice(0, 3).map((each) => each.name);
  const more = packages.length > first.length ? ` and ${packages.length - first.length} more` : "";
  const time = seconds === null ? "" : `, ${duration(seconds)}`;
  const size = bytes === null ? "" : `, the image ${sizeChange(bytes)}`;
  return `The next build: ${first.join(", ")}${more}${time}${size}.`;
}

/** The page of all packages. */
export function costLines(cost: Cost): string[] {
  if (cost.is !== "known") return [costLine(cost) || "Nothing was found out yet."];
  const { packages, notes } = cost.report;
  const width = Math.max(0, ...packages.map((each) => each.name.length));
  const rows = packages.map(
    ({ name, reason, seconds }) =>
      `${name.padEnd(width)}  ${(seconds === null ? "" : duration(seconds)).padStart(11)}  ${reason}`,
  );
  return [costLine(cost), "", ...rows, ...(notes.length > 0 ? ["", ...notes] : [])];
}

/** Seconds as people say them: `about 40 s`, `about 12 min`, `about 2 h`. */
export function duration(seconds: number): string {
  if (seconds < 90) return `about ${Math.max(1, Math.round(seconds))} s`;
  const minutes = seconds / 60;
  return minutes < 90 ? `about ${Math.round(minutes)} min` : `about ${Math.round(minutes / 6) / 10} h`;
}

function sizeChange(bytes: number): string {
  if (bytes === 0) return "of the same size";
  const kib = Math.round(Math.abs(bytes) / 102.4) / 10;
  return bytes > 0 ? `${kib} KiB larger` : `${kib} KiB smaller`;
}
