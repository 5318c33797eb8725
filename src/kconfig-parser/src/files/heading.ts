import type { KconfigTree } from "../model/tree.js";

/** The lines at the head of a file that is written, without their comment signs; null for those that are only that. */
export function headingLines(tree: KconfigTree): readonly (string | null)[] {
  const { files } = tree.dialect;
  const text = files.heading === "version" ? versionHeading(tree) : titleHeading(tree);
  const lines = text.slice(0, files.longestHeading ?? text.length).split("\n");
  const isOutermost = (n: number): boolean => n === 0 || n === lines.length - 1;
  return lines.map((line, n) => (line === "" && (files.bareEmptyTitle || isOutermost(n)) ? null : line));
}

function titleHeading({ title }: KconfigTree): string {
  return `\nAutomatically generated file; DO NOT EDIT.\n${title}\n`;
}

/** With the time of day, unless KCONFIG_NOTIMESTAMP is set, as reproducible builds set it. */
function versionHeading({ host }: KconfigTree): string {
  const time = host.env("KCONFIG_NOTIMESTAMP") ? "" : `${timeText(new Date())}\n`;
  return `\nAutomatically generated make config: don't edit\nBusybox version: ${host.env("KERNELVERSION") ?? ""}\n${time}`;
}

/** As C's ctime(): `Sat Nov 21 09:05:48 2026`. */
function timeText(time: Date): string {
  const [day, month, date, year] = time.toDateString().split(" ");
  return `${day} ${month} ${String(Number(date)).padStart(2)} ${time.toTimeString().slice(0, 8)} ${year}`;
}

/** The same, each line a comment that begins with `#`. */
export function headingText(tree: KconfigTree): string {
  const lines = headingLines(tree);
  // A heading that was cut off has no empty line at its end.
  return lines.map((line) => (line === null ? "#\n" : `# ${line}\n`)).join("");
}
