/**
 * What a task is asked about the world. The answer is a promise only where the task gives one: thousands of tasks have
 * nothing to wait for. No question throws or rejects.
 */
import type { Inputs } from "./decide.js";
import { type Fingerprint, fingerprintDigest } from "./fingerprint.js";
import type { Task } from "./task.js";

export function readInputs(task: Task): Inputs | Promise<Inputs> {
  if (typeof task.inputs !== "function") return digested(task.inputs);
  try {
    const answer = task.inputs();
    return answer instanceof Promise ? answer.then(digested, failure) : digested(answer);
  } catch (error) {
    return failure(error);
  }
}

/** Which of its results is gone. Not to be able to look counts as missing: the work then tells what is wrong. */
export function findMissing(task: Task): string | null | Promise<string | null> {
  const unseen = (error: unknown) => `its results cannot be looked at (${wordsOf(error)})`;
  try {
    const answer = task.missing?.() ?? null;
    return answer instanceof Promise ? answer.catch(unseen) : answer;
  } catch (error) {
    return unseen(error);
  }
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function digested(fingerprint: Fingerprint): Inputs {
  return { digest: fingerprintDigest(fingerprint), fingerprint };
}

function failure(error: unknown): Inputs {
  return { error: wordsOf(error) };
}

/** Which of its inputs changed during its work. Not to be able to look counts as changed: what cannot be checked is not recorded as done. */
export function findChange(task: Task): string | null | Promise<string | null> {
  const unseen = (error: unknown) => `its inputs cannot be looked at again (${wordsOf(error)})`;
  try {
    const answer = task.stillSame?.() ?? null;
    return answer instanceof Promise ? answer.catch(unseen) : answer;
  } catch (error) {
    return unseen(error);
  }
}
