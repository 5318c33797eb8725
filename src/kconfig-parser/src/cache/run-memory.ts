import { DIGEST, digestOfFile, IDENTITY } from "./identity.js";
import { changeOf, type Environment, environmentIsSame, type Sources } from "./sources.js";
import type { CacheStore } from "./store.js";
import { nameOf } from "./store.js";

/** What a run did to the world, in order. */
export type Effect =
  | { readonly kind: "out" | "err"; readonly text: string }
  | { readonly kind: "write"; readonly request: WriteRequest };

/** A file to be written whole or not at all. */
export interface WriteRequest {
  readonly name: string;
  readonly text: string;
  /** What the user reads first when it cannot be written. */
  readonly failure: string;
  readonly backup: boolean;
  readonly inPlace: boolean;
}

/** All that a run read besides its tree. */
interface Conditions {
  readonly files: readonly string[];
  readonly identities: readonly number[];
  readonly digests: readonly number[];
  readonly env: Environment;
}

/** What a run did, with the name of its conditions: a file of another name must not pass for it. */
interface Remembered {
  readonly name: string;
  readonly effects: readonly Effect[];
}

/** How many runs of one mode on one tree are remembered: a configuration before and after it was settled, and others. */
const RUNS = 4;

/**
 * Remembers what runs on a tree did, by the tree, the command line, and every file and variable that they read. What
 * they read is in one small file, what they did in one file each: a run that is not remembered reads none of those.
 */
export class RunMemory {
  private readonly index: string;

  constructor(
    private readonly store: CacheStore,
    treeId: string,
    commandLine: readonly (string | null)[],
  ) {
    this.index = nameOf("runs", [treeId, ...commandLine]);
  }

  /** What an equal run did; null when there was none. */
  find(env: Readonly<Record<string, string | undefined>>): readonly Effect[] | null {
    // The configuration is among the files of every run, and has changed since most of them.
    const digests = new Map<string, Uint8Array>();
    const digestOf = (path: string): Uint8Array => {
      const digest = digests.get(path) ?? digestOfFile(path);
      digests.set(path, digest);
      return digest;
    };
    const found = this.known().find((conditions) => holds(conditions, env, digestOf));
    if (found === undefined) return null;
    const name = this.nameOf(found);
    const remembered = this.store.load(name)?.header as Remembered | undefined;
    if (remembered?.name !== name) return null;
    this.store.touch(name);
    return remembered.effects;
  }

  /** Remembers a run, and forgets the one remembered longest ago. */
  remember({ files, env, identities, digests }: Sources, effects: readonly Effect[]): void {
    const conditions = { files, identities: [...identities], digests: [...digests], env };
    const name = this.nameOf(conditions);
    const others = this.known().filter((known) => this.nameOf(known) !== name);
    const remembered: Remembered = { name, effects };
    this.store.save(name, { header: remembered, sections: [] });
    this.store.save(this.index, { header: [conditions, ...others.slice(0, RUNS - 1)], sections: [] });
    for (const forgotten of others.slice(RUNS - 1)) this.store.remove(this.nameOf(forgotten));
  }

  private known(): readonly Conditions[] {
    return (this.store.load(this.index)?.header as readonly Conditions[] | undefined) ?? [];
  }

  private nameOf(conditions: Conditions): string {
    return nameOf("run", [this.index, JSON.stringify(conditions)]);
  }
}

function holds(
  { files, identities, digests, env: recorded }: Conditions,
  env: Readonly<Record<string, string | undefined>>,
  digestOf: (path: string) => Uint8Array,
): boolean {
  if (identities.length !== files.length * IDENTITY || digests.length !== files.length * DIGEST) return false;
  const sources: Sources = {
    files,
    identities: Float64Array.from(identities),
    digests: Uint8Array.from(digests),
    roles: new Uint8Array(files.length),
    env: recorded,
    shells: [],
  };
  return environmentIsSame(recorded, env) && changeOf(sources, digestOf) === "none";
}
