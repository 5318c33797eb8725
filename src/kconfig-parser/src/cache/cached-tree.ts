import { buildroot, dialectByName } from "../dialect.js";
import { type Host, nodeHost } from "../host.js";
import { runShells } from "../host-shell.js";
import type { KconfigTree } from "../model/tree.js";
import { type OpenOptions, openTree, readTree } from "../open-tree.js";
import { recordingHost } from "./recording-host.js";
import { SourceRecorder } from "./sources.js";
import { userCache } from "./store.js";
import { type KnownTree, TreeCache, type TreeQuestion } from "./tree-cache.js";

/** A tree that a cache may know already: found at once, made when it is asked for. */
export class CachedTree {
  private constructor(
    private readonly cache: TreeCache,
    private readonly question: TreeQuestion,
    private readonly options: OpenOptions,
    private known: KnownTree | null,
  ) {}

  /** Looks the tree up. Reads nothing of it but the times of its files. */
  static find(cache: TreeCache, file: string, options: OpenOptions): CachedTree {
    const { cwd, env, dialect = null, noShell = false } = options;
    const question = { file, cwd, dialect, env, noShell };
    return new CachedTree(cache, question, options, cache.find(question));
  }

  /** Names the tree and everything it was read from; null when it is not known, or cannot be remembered. */
  get id(): string | null {
    return this.known?.id ?? null;
  }

  /**
   * The tree: from its image, or else read anew. An image is made the second time that a tree is wanted, because
   * most trees are wanted once, and then it would only cost.
   * @throws KconfigError as openTree(); such a tree is not remembered
   */
  open(): KconfigTree {
    const wasKnown = this.known?.id;
    const { tree, keep } = this.openFirst();
    if (this.known !== null && this.known.id === wasKnown) keep();
    return tree;
  }

  /** The tree, and what to call when there is time, so that the next one to want it has an image. */
  openFirst(): { readonly tree: KconfigTree; readonly keep: () => void } {
    const { cwd, env } = this.options;
    if (this.known !== null) {
      const dialect = dialectByName(this.known.dialect) ?? buildroot;
      const image = this.cache.loadTree(this.known, dialect, nodeHost(cwd, env));
      if (image !== null) return { tree: image, keep: () => {} };
    }
    if (this.options.noShell) return { tree: this.readWithoutShell(), keep: () => {} };
    const tree = this.read();
    const { known } = this;
    return { tree, keep: () => known !== null && this.cache.saveTree(known, tree) };
  }

  /** Nothing of it is remembered: an answer that was right once is not made right by being used again. */
  private readWithoutShell(): KconfigTree {
    const { cwd, env, dialect } = this.options;
    const answers = this.cache.shellAnswers(this.question);
    const shell = (command: string): string | null => answers.get(command) ?? null;
    this.known = null;
    return readTree(this.question.file, { ...nodeHost(cwd, env), shell }, dialect);
  }

  private read(): KconfigTree {
    const { cwd, env, dialect } = this.options;
    const recorder = new SourceRecorder(cwd, env);
    const host = nodeHost(cwd, env, recorder);
    // What was asked before and still holds is not asked again.
    const answers = new Map(this.known?.shells.map(({ command, answer }) => [command, answer]));
    const shell: Host["shell"] = (command, onErrors) => answers.get(command) ?? host.shell(command, onErrors);
    const shells = (commands: readonly string[]): readonly string[] | null =>
      commands.some((command) => answers.has(command)) ? null : runShells(commands, cwd, env);
    const tree = readTree(this.question.file, recordingHost({ ...host, shell, shells }, recorder), dialect);
    const sources = recorder.finish();
    this.known = sources && this.cache.remember(this.question, sources, tree.dialect.name);
    return tree;
  }
}

/**
 * As openTree(), through the user's cache (KCONFIG_CACHE). `keep` makes the next opening faster; it takes a while, so
 * it is for when nobody waits.
 * @throws KconfigError
 */
export function openCachedTree(
  file: string,
  options: OpenOptions,
): { readonly tree: KconfigTree; readonly keep: () => void } {
  const store = userCache(options.env);
  if (store === null) return { tree: openTree(file, options), keep: () => {} };
  return CachedTree.find(new TreeCache(store), file, options).openFirst();
}
