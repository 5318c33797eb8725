/** Changes in short words for people, one a line. The same in a plan, in the events and in the answer afterwards. */
import type { Change } from "./change.js";
import type { Cancellation } from "./events.js";
import type { Difference } from "./fingerprint.js";

/** Never empty. */
export function changeWords(change: Change): readonly string[] {
  switch (change.kind) {
    case "first":
      return ["never done here"];
    case "inputs": {
      const words = [...change.differences.map(differenceWords), ...change.results.map(resultWords)];
      return words.length > 0 ? words : ["its inputs changed (what they were before is lost)"];
    }
    case "results":
      return change.tasks.map(resultWords);
    case "missing":
      return [change.what];
    case "interrupted":
      return [
        change.sameInputs
          ? "was interrupted the last time"
          : "was interrupted the last time, and changed since",
      ];
    case "killed":
      return ["was killed the last time"];
    case "changed":
      return ["an input changed while it was at work the last time"];
    case "failed":
      return [change.sameInputs ? "failed the last time" : "failed the last time, and changed since"];
    case "asked":
      return ["asked for"];
  }
}

export function cancellationWords(reason: Cancellation): string {
  switch (reason.kind) {
    case "dependency":
      return `needs ${reason.failed}, which failed`;
    case "stopped":
      return `nothing new starts since ${reason.failed} failed`;
    case "interrupted":
      return "the run was interrupted";
  }
}

function resultWords(id: string): string {
  return `${id} came out different`;
}

const digest = /^[0-9a-f]{64}$/;

/** `NAME: before → after`; digests say nothing to people, and of long values only the first place that differs is shown. */
export function differenceWords({ name, before, after }: Difference): string {
  if (name === `after ${after ?? before}`)
    return before === null ? `newly comes after ${after}` : `no longer comes after ${before}`;
  if (before === null) return shown(after) ? `${name}: new: ${clip(after ?? "", 0, 0)}` : `${name}: new`;
  if (after === null) return `${name}: gone`;
  if (digest.test(before) && digest.test(after)) return `${name}: content differs`;
  const [start, same] = commonEnds(before, after);
  return `${name}: ${clip(before, start, same)} → ${clip(after, start, same)}`;
}

/** A new value is worth a word if it is a short one that says more than its name. */
function shown(value: string | null): boolean {
  return value !== null && value !== "" && value.length <= 24 && !digest.test(value);
}

const widest = 60;
const context = 16;

/** How many characters they have in common at the beginning, and at the end of what is left. */
function commonEnds(before: string, after: string): readonly [number, number] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return [start, end];
}

/** A short value whole; of a long one what differs, with a little around it. */
function clip(value: string, start: number, same: number): string {
  if (value === "") return "(empty)";
  const from = value.length <= widest ? 0 : Math.max(0, start - context);
  const to = value.length <= widest ? value.length : Math.min(value.length - same + context, from + widest);
  const printable = value
    .slice(from, to)
    .replace(/\p{Cc}+/gu, " ")
    .trim();
  return `${from > 0 ? "…" : ""}${printable}${to < value.length ? "…" : ""}`;
}
