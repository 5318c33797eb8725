import { resolve } from "node:path";
import type { Dialect } from "../dialect.js";
import type { Host } from "../host.js";
import { runShells } from "../host-shell.js";
import type { KconfigTree } from "../model/tree.js";
import { engineIdentity } from "./engine-identity.js";
import { DIGEST, IDENTITY } from "./identity.js";
import type { Image } from "./image.js";
import { sameSources } from "./same-sources.js";
import {
  changeOf,
  type Environment,
  environmentIsSame,
  type ShellAnswer,
  type Sources,
  withToolsOfNow,
} from "./sources.js";
import { type CacheStore, nameOf, newName } from "./store.js";
import { readTreeImage } from "./tree-reader.js";
import { writeTreeImage } from "./tree-writer.js";

/** Which tree: the same question asked again may have the same answer. */
export interface TreeQuestion {
  readonly file: string;
  readonly cwd: string;
  /** As asked for; null when it is to be found out. */
  readonly dialect: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Commands are not to be run: what they answered before stands, even when a tool has changed. */
  readonly noShell: boolean;
}

/** How many environments of one tree are remembered: architectures, compilers. */
const ENVIRONMENTS = 12;
/** Bytes that the cache may fill. */
const LIMIT = 512 * 1024 * 1024;

interface Index {
  readonly entries: readonly { readonly id: string; readonly env: Environment }[];
}

interface SourcesHeader {
  readonly files: readonly string[];
  readonly env: Environment;
  readonly shells: readonly ShellAnswer[];
  readonly dialect: string;
}

/** A remembered reading of a tree whose sources are as they were. */
export interface KnownTree {
  readonly id: string;
  readonly dialect: string;
  /** Answers of its commands, which still hold. */
  readonly shells: readonly ShellAnswer[];
}

type StoredSources = Sources & { readonly dialect: string };

/** Remembers trees by what they were read from. */
export class TreeCache {
  /** `engine` names the build of the engine: what another one remembered is not for this one. */
  constructor(
    readonly store: CacheStore,
    private readonly engine: string = engineIdentity(),
  ) {}

  /** The tree asked for, if it was read before and nothing it came from has changed since. */
  find(question: TreeQuestion): KnownTree | null {
    const index = this.store.load(this.indexName(question))?.header as Index | undefined;
    const entry = index?.entries.find(({ env }) => environmentIsSame(env, question.env));
    if (entry === undefined) return null;
    const sources = this.loadSources(entry.id);
    if (sources === null) return null;
    const change = changeOf(sources);
    if (change === "tree") return null;
    if (change === "tools" && !question.noShell && !this.answersAreSame(entry.id, sources, question))
      return null;
    this.store.touch(`sources-${entry.id}`);
    return { id: entry.id, dialect: sources.dialect, shells: sources.shells };
  }

  /** A tool was changed: asks all commands again. With the same answers the tree is the same. */
  private answersAreSame(id: string, sources: StoredSources, { cwd, env }: TreeQuestion): boolean {
    const before = Date.now();
    const answers = runShells(
      sources.shells.map(({ command }) => command),
      resolve(cwd),
      env,
    );
    if (!sources.shells.every(({ answer }, i) => answers?.[i] === answer)) return false;
    this.saveSources(id, withToolsOfNow(sources, before), sources.dialect);
    return true;
  }

  /** Answers of commands from any earlier reading of this tree, right or not: for `noShell`. */
  shellAnswers(question: TreeQuestion): ReadonlyMap<string, string> {
    const index = this.store.load(this.indexName(question))?.header as Index | undefined;
    const answers = new Map<string, string>();
    for (const { id } of [...(index?.entries ?? [])].reverse())
      for (const { command, answer } of this.loadSources(id)?.shells ?? []) answers.set(command, answer);
    return answers;
  }

  /** Remembers what a tree was read from. Gives its name for `saveTree` and answers. */
  remember(question: TreeQuestion, sources: Sources, dialect: string): KnownTree {
    const { env, shells } = sources;
    const name = this.indexName(question);
    const known = (this.store.load(name)?.header as Index | undefined)?.entries ?? [];
    const before = known.find((entry) => sameEnvironment(entry.env, env))?.id;
    const earlier = before === undefined ? null : this.loadSources(before);
    // A name says nothing of what it names: only sources that are compared, one by one, are the same.
    const isSame = earlier !== null && earlier.dialect === dialect && sameSources(earlier, sources);
    const id = before !== undefined && isSame ? before : newName("t");
    this.saveSources(id, sources, dialect);
    const entries = [{ id, env }, ...known.filter((entry) => !sameEnvironment(entry.env, env))];
    this.store.save(name, { header: { entries: entries.slice(0, ENVIRONMENTS) }, sections: [] });
    this.store.prune(LIMIT);
    return { id, dialect, shells };
  }

  loadTree({ id }: KnownTree, dialect: Dialect, host: Host): KconfigTree | null {
    const packed = this.store.load(`tree-${id}`);
    const [words, exprs, textEnds, text, helpEnds, help] = packed?.sections ?? [];
    if (!words || !exprs || !textEnds || !text || !helpEnds || !help) return null;
    const image: Image = {
      words: wordsOf(words),
      exprs: wordsOf(exprs),
      textEnds: wordsOf(textEnds),
      text: bufferOf(text).toString("latin1"),
      helpEnds: wordsOf(helpEnds),
      help: bufferOf(help),
    };
    this.store.touch(`tree-${id}`);
    return readTreeImage(image, dialect, host);
  }

  saveTree({ id }: KnownTree, tree: KconfigTree): void {
    const { words, exprs, textEnds, text, helpEnds, help } = writeTreeImage(tree);
    const texts = [bytesOf(textEnds), Buffer.from(text, "latin1"), bytesOf(helpEnds), help];
    const sections = [bytesOf(words), bytesOf(exprs), ...texts];
    this.store.save(`tree-${id}`, { header: null, sections });
  }

  private saveSources(id: string, sources: Sources, dialect: string): void {
    const { files, env, shells, identities, digests, roles } = sources;
    const header: SourcesHeader = { files, env, shells, dialect };
    this.store.save(`sources-${id}`, { header, sections: [bytesOf(identities), digests, roles] });
  }

  private loadSources(id: string): StoredSources | null {
    const packed = this.store.load(`sources-${id}`);
    const [identities, digests, roles] = packed?.sections ?? [];
    if (packed === null || !identities || !digests || !roles) return null;
    const header = packed.header as SourcesHeader;
    const count = header.files.length;
    if (digests.length !== count * DIGEST) return null;
    const numbers = new Float64Array(identities.buffer, identities.byteOffset, count * IDENTITY);
    return { ...header, identities: numbers, digests, roles };
  }

  private indexName({ file, cwd, dialect }: TreeQuestion): string {
    return nameOf("index", [this.engine, resolve(cwd), file, dialect]);
  }
}

function bytesOf(numbers: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

function wordsOf(bytes: Uint8Array): Int32Array {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function sameEnvironment(a: Environment, b: Environment): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
