/** One kind of change: what is done, and what must run because of it. */
import type { Settings, Workspace } from "../workspace.js";

export interface Edit {
  readonly apply: (workspace: Workspace) => void | Promise<void>;
  /** The packages that must run, and no others. */
  readonly runs: readonly string[];
  /** Whether the image is made anew. */
  readonly image: boolean;
}

export interface Change {
  readonly title: string;
  /** Each followed by a build. */
  readonly edits: readonly Edit[];
}

export interface Group {
  readonly title: string;
  readonly changes: readonly Change[];
}

type Apply = Edit["apply"];

/** A change after which these packages run, and the image is made. */
export function change(title: string, apply: Apply, runs: readonly string[]): Change {
  return { title, edits: [edit(apply, runs)] };
}

/** A change that decides the image, but no package. */
export function imageChange(title: string, apply: Apply): Change {
  return change(title, apply, []);
}

/** A change after which nothing must run. */
export function noChange(title: string, apply: Apply): Change {
  return { title, edits: [{ apply, runs: [], image: false }] };
}

export function edit(apply: Apply, runs: readonly string[]): Edit {
  return { apply, runs, image: true };
}

export const set = (settings: Settings) => (workspace: Workspace) => workspace.set(settings);
