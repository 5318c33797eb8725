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

interface Remembered {
  readonly files: readonly string[];
  readonly env: Environment;
  readonly effects: readonly Effect[];
}

/** How many runs of one mode on one tree are remembered: a configuration before and after it was settled, and others. */
const RUNS = 4;

/** Remembers what runs on a tree did, by the tree, the command line, and every file and variable that they read. */
export class RunMemory {
  private readonly names: readonly string[];

  constructor(
    private readonly store: CacheStore,
    treeId: string,
    commandLine: readonly (string | null)[],
  ) {
    this.names = Array.from({ length: RUNS }, (_, i) => nameOf("run", [treeId, ...commandLine, `${i}`]));
  }

  /** What an equal run did; null when there was none. */
  find(env: Readonly<Record<string, string | undefined>>): readonly Effect[] | null {
    for (const name of this.names) {
      const packed = this.store.load(name);
      const [identities, digests] = packed?.sections ?? [];
      if (packed === null || !identities || !digests) continue;
      const { files, env: recorded, effects } = packed.header as Remembered;
      const numbers = new Float64Array(identities.buffer, identities.byteOffset, identities.byteLength / 8);
      const sources: Sources = {
        files,
        identities: numbers,
        digests,
        roles: new Uint8Array(files.length),
        env: recorded,
        shells: [],
      };
      if (environmentIsSame(recorded, env) && changeOf(sources) === "none") return effects;
    }
    return null;
  }

  /** Remembers a run, in the place of the one remembered longest ago. */
  remember({ files, env, identities, digests }: Sources, effects: readonly Effect[]): void {
    const name = this.store.oldestOf(this.names);
    const header: Remembered = { files, env, effects };
    const bytes = new Uint8Array(identities.buffer, identities.byteOffset, identities.byteLength);
    this.store.save(name, { header, sections: [bytes, digests] });
  }
}
