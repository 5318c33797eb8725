/** The report of `ipa-image test`, for people and as JSON. Pure. */
import type { Check } from "./checks.js";
import type { MemoryFloor } from "./memory-floor.js";
import type { Milestones } from "./observations.js";

export interface ImageFile {
  readonly role: "kernel" | "initrd" | "rootfs" | "iso";
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface WayReport {
  readonly way: string;
  /** In words: what started it, and from what. */
  readonly words: string;
  readonly memoryMegabytes: number;
  /** Null: it was not started. */
  readonly seconds: Milestones | null;
  readonly checks: readonly Check[];
  /** The end of the console when a check failed. */
  readonly console: readonly string[];
}

export interface TestReport {
  /** `ours`: the files that a build left in output/images; `given`: files that the caller named. */
  readonly image: { readonly origin: "ours" | "given"; readonly files: readonly ImageFile[] };
  /** What the agent's heartbeat said; null: none came. */
  readonly agentVersion: string | null;
  readonly emulator: { readonly version: string; readonly acceleration: "software" | "kvm" };
  readonly ways: readonly WayReport[];
  readonly memoryFloor: MemoryFloor | null;
  readonly totals: Totals;
}

export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly notRun: number;
  /** Of all checks those that were looked at, 0 to 1. */
  readonly shareRun: number;
}

export function totalsOf(ways: readonly WayReport[]): Totals {
  const all = ways.flatMap(({ checks }) => checks);
  const count = (status: Check["status"]) => all.filter((each) => each.status === status).length;
  const notRun = count("not-run");
  const shareRun = all.length === 0 ? 0 : (all.length - notRun) / all.length;
  return { passed: count("passed"), failed: count("failed"), notRun, shareRun };
}

export function reportLines(report: TestReport): readonly string[] {
  return [
    imageLine(report),
    `in ${report.emulator.version}, ${report.emulator.acceleration === "kvm" ? "with KVM" : "software emulation"}`,
    ...report.ways.flatMap((way) => ["", ...wayLines(way)]),
    ...(report.memoryFloor === null ? [] : ["", ...floorLines(report.memoryFloor)]),
    "",
    totalLine(report),
  ];
}

const MARKS: Readonly<Record<Check["status"], string>> = {
  passed: "passed ",
  failed: "FAILED ",
  "not-run": "not run",
};

function imageLine({ agentVersion, image }: TestReport): string {
  const files = image.files.map(({ bytes, path }) => `${path} (${(bytes / 1e6).toFixed(1)} MB)`).join(", ");
  const whose = image.origin === "ours" ? "the image of this project" : "a given image";
  return `${whose}: ${files}; agent: ${agentVersion ?? "none was heard of"}`;
}

function wayLines({ checks, console, memoryMegabytes, seconds, way, words }: WayReport): readonly string[] {
  const head = `${way}: ${words}, ${memoryMegabytes} MiB`;
  const [first] = checks;
  if (seconds === null) return [head, `  not run  all ${checks.length} checks: ${first?.detail ?? ""}`];
  const width = Math.max(...checks.map(({ name }) => name.length));
  return [
    head,
    ...checks.map(({ detail, name, status }) => `  ${MARKS[status]}  ${name.padEnd(width)}  ${detail}`),
    `  seconds: ${secondsText(seconds)}`,
    ...console.map((line) => `  console | ${line}`),
  ];
}

function secondsText(seconds: Milestones): string {
  const words: readonly [keyof Milestones, string][] = [
    ["kernel", "kernel"],
    ["firstRequest", "the agent's first request"],
    ["inspection", "inventory"],
    ["lookup", "lookup"],
    ["heartbeat", "first heartbeat"],
    ["powerOff", "off"],
  ];
  const said = words.flatMap(([name, word]) => {
    const value = seconds[name];
    return value === null ? [] : [`${word} ${value.toFixed(1)}`];
  });
  return said.join(", ") || "nothing came";
}

function floorLines({ grain, megabytes, steps }: MemoryFloor): readonly string[] {
  return [
    megabytes === null
      ? "memory floor: not even the most was enough"
      : `memory floor: ${megabytes} MiB, found in steps of ${grain}`,
    ...steps.map(
      ({ detail, megabytes: size, works }) =>
        `  ${works ? "enough    " : "too little"}  ${size} MiB  ${detail}`,
    ),
  ];
}

function totalLine({ image, totals }: TestReport): string {
  const all = totals.passed + totals.failed + totals.notRun;
  const share = (100 * totals.shareRun).toFixed(0);
  const whose = image.origin === "ours" ? "the image of this project" : "a given image";
  return `${totals.passed} passed, ${totals.failed} failed, ${totals.notRun} not run: ${share} % of ${all} checks ran for real, on ${whose}`;
}
