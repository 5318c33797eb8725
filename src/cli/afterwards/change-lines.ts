/** A change told at length: what differs in long values word by word, and where what came out different comes from. Pure. */
import {
  type Change,
  changeWords,
  type Difference,
  differenceWords,
  type TaskId,
} from "../../scheduler/index.js";
import { few } from "../progress/words.js";
import type { TaskRun } from "./run-summary.js";

/** Values up to this length are told at a glance, old and new. */
const SHORT = 30;
/** More words than this say less than the place where they begin. */
const MANY = 12;

/** Two values of one name: of long lists only the words that came and went. */
export function differenceLine(difference: Difference): string {
  const { name, before, after } = difference;
  if (before === null || after === null || Math.max(before.length, after.length) <= SHORT)
    return differenceWords(difference);
  const gone = without(before.split(/\s+/), after.split(/\s+/));
  const come = without(after.split(/\s+/), before.split(/\s+/));
  const words = [...gone.map((word) => `- ${word}`), ...come.map((word) => `+ ${word}`)];
  const clear = words.length > 0 && words.length <= MANY && words.every((word) => word.length <= 4 * SHORT);
  return clear ? `${name}: ${words.join("  ")}` : differenceWords(difference);
}

/** The words of `list` that are not in `other`, each as often as it is there more. */
function without(list: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const word of other) left.set(word, (left.get(word) ?? 0) + 1);
  return list.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count <= 0 && word !== "";
  });
}

/**
 * The reasons of a task, one a line, indented. A task before it that came out different is followed by the reasons of
 * that one in the same build, down to what a person changed; each is told once.
 */
export function reasonLines(
  change: Change,
  tasks: ReadonlyMap<TaskId, TaskRun>,
  indent = "  ",
  told: Set<TaskId> = new Set(),
): readonly string[] {
  const differences = change.kind === "inputs" ? change.differences : [];
  const results = change.kind === "inputs" ? change.results : change.kind === "results" ? change.tasks : [];
  if (differences.length + results.length === 0) return changeWords(change).map((word) => indent + word);
  const lines = differences.map((difference) => indent + differenceLine(difference));
  // What is told below of one task need not be told of another: the nearest causes first.
  const open = results.filter((id) => !told.has(id) && tasks.get(id)?.change);
  const rest = results.filter((id) => !open.includes(id));
  const roots = rootsFirst(open, tasks);
  for (const id of roots) {
    if (told.has(id)) continue;
    told.add(id);
    lines.push(`${indent}${id} came out different:`);
    const cause = tasks.get(id)?.change;
    if (cause) lines.push(...reasonLines(cause, tasks, `${indent}  `, told));
  }
  if (rest.length > 0) lines.push(`${indent}${few(rest, 8)} came out different`);
  return lines;
}

/** A task whose own inputs changed says more than one that only followed: those stand first. */
function rootsFirst(ids: readonly TaskId[], tasks: ReadonlyMap<TaskId, TaskRun>): readonly TaskId[] {
  const follows = (id: TaskId) => (tasks.get(id)?.change?.kind === "results" ? 1 : 0);
  return [...ids].sort((a, b) => follows(a) - follows(b));
}
