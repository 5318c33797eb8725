import type { Config, UserRecord, UserValues } from "kconfig-parser";

/** What goes with the values of a state: whether leaving would lose it, and which file it belongs to. */
interface State {
  modified: boolean;
  loadedOther: boolean;
}

interface Change {
  readonly id: number;
  readonly before: UserRecord;
  after: UserRecord;
}

interface Entry {
  /** In words, for the user: `BR2_FOO: n -> y`. */
  readonly label: string;
  readonly changes: Map<number, Change>;
  /** The file that Save writes, when the change was the reading of another one. */
  readonly path: { readonly before: string; readonly after: string } | null;
}

interface Copies {
  /** What was set when it was last looked. */
  readonly mirror: UserValues;
  saved: UserValues;
  loaded: UserValues;
}

/** What going a step back or forth did; `path` is set when another file is now the one to save. */
export interface HistoryStep {
  readonly label: string;
  readonly path: string | null;
  readonly loadedOther: boolean;
}

/**
 * Everything that was changed, as records of what the user set before and after each change: undone and made again
 * without limit. Like the configuration it belongs to it is changed by effects only.
 *
 * Computing values touches what the user set as well (a choice that loses a value forgets that it was answered), at
 * any time between two changes. Such touches are counted to the change before them, so undoing it undoes them.
 */
export class History {
  private readonly entries: Entry[] = [];
  private readonly states: State[];
  /** How many entries are in force; those after it can be made again. */
  private position = 0;
  /** Copies of what was set, made when they are first needed: the first frame is not to wait for them. */
  private copies: Copies | null = null;

  constructor(private readonly config: Config) {
    this.states = [{ modified: config.modified, loadedOther: false }];
  }

  /** What was set when the file was last read or written. */
  get saved(): UserValues {
    return this.copied().saved;
  }

  /** What was set when a file was last read. */
  get loaded(): UserValues {
    return this.copied().loaded;
  }

  private copied(): Copies {
    if (this.copies === null) {
      const start = this.config.user.clone();
      this.copies = { mirror: start.clone(), saved: start, loaded: start };
    }
    return this.copies;
  }

  /** Makes ready what the first change needs. */
  prepare(): void {
    this.settle();
  }

  get canUndo(): boolean {
    return this.position > 0;
  }

  get canRedo(): boolean {
    return this.position < this.entries.length;
  }

  /** Does something to the values, and takes note of all that it changed under the given words. */
  record<T>(
    label: string | (() => string),
    act: () => T,
    /** For the reading of another file: which was and which is the one that Save writes. */
    pathOf: (result: T) => Entry["path"] = () => null,
  ): T {
    this.settle();
    const result = act();
    const path = pathOf(result);
    const loadedOther = path !== null || (this.states[this.position]?.loadedOther ?? false);
    const changes = this.look();
    if (changes.size === 0 && path === null) return result;
    this.entries.length = this.position;
    this.states.length = this.position + 1;
    this.entries.push({ label: typeof label === "string" ? label : label(), changes, path });
    this.states.push({ modified: this.config.modified, loadedOther });
    this.position++;
    if (path !== null) this.copied().loaded = this.config.user.clone();
    return result;
  }

  /** What is in force now is on disk. */
  noteSaved(): void {
    this.settle();
    for (const state of this.states) state.modified = true;
    const now = this.states[this.position];
    if (now !== undefined) {
      now.modified = false;
      now.loadedOther = false;
    }
    this.copied().saved = this.config.user.clone();
  }

  /** Takes the last change back; null when there is none. */
  undo(): HistoryStep | null {
    const entry = this.entries[this.position - 1];
    if (entry === undefined) return null;
    this.settle();
    for (const { id, before } of entry.changes.values()) this.put(id, before);
    this.position--;
    return this.arrive(entry, entry.path?.before ?? null);
  }

  /** Makes the change again that was taken back last; null when there is none. */
  redo(): HistoryStep | null {
    const entry = this.entries[this.position];
    if (entry === undefined) return null;
    this.settle();
    for (const { id, after } of entry.changes.values()) this.put(id, after);
    this.position++;
    return this.arrive(entry, entry.path?.after ?? null);
  }

  private arrive(entry: Entry, path: string | null): HistoryStep {
    const state = this.states[this.position];
    this.config.invalidate();
    this.config.modified = state?.modified ?? true;
    return { label: entry.label, path, loadedOther: state?.loadedOther ?? false };
  }

  private put(id: number, record: UserRecord): void {
    this.config.user.put(id, record);
    this.copied().mirror.put(id, record);
  }

  /** Counts what computing has touched meanwhile to the last change, and keeps whether there is something to save. */
  private settle(): void {
    const last = this.entries[this.position - 1];
    for (const [id, change] of this.look()) {
      if (last === undefined) continue;
      const known = last.changes.get(id);
      if (known === undefined) last.changes.set(id, change);
      else known.after = change.after;
    }
    const state = this.states[this.position];
    if (state !== undefined) state.modified = this.config.modified;
  }

  /** What has changed since it was last looked. */
  private look(): Map<number, Change> {
    const { user } = this.config;
    const { mirror } = this.copied();
    const changes = new Map<number, Change>();
    for (const id of user.differences(mirror)) {
      const after = user.record(id);
      changes.set(id, { id, before: mirror.record(id), after });
      mirror.put(id, after);
    }
    return changes;
  }
}
