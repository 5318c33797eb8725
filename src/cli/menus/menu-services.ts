/** The slow work of the menus: opening trees, asking repositories, estimating builds, writing changes back. */
import {
  configText,
  createConfig,
  defconfigText,
  diffText,
  KconfigError,
  readConfiguration,
} from "kconfig-parser";
import type { CostEstimator } from "../../menuconfig/cost.js";
import type { DiskFiles, Message, Model, OpenedTree, Services, SlowEffect } from "../../menuconfig/index.js";
import { isUnsaved, openTrees } from "../../menuconfig/index.js";
import type { KconfigPlace } from "../../trees/open-source-tree.js";
import { changeBookmark, readBookmarks } from "./bookmark-file.js";
import { loadSlowWork } from "./load-slow-work.js";
import { type OpenValues, openValues } from "./open-values.js";
import { Progress } from "./progress.js";
import type { TreeSource } from "./tree-source.js";

type Reply = (message: Message) => void;
type Effect<T extends SlowEffect["type"]> = Extract<SlowEffect, { type: T }>;

/** Milliseconds without a key before a repository is asked about what was typed. */
const TYPING_PAUSE = 300;
const PATIENCE = 8000;

export interface ServiceOptions {
  readonly sources: readonly TreeSource[];
  readonly files: DiskFiles;
  /** The user's file of bookmarks. */
  readonly bookmarks: string;
  /** Loaded when it is first wanted; null where nobody can tell. */
  readonly cost: (() => Promise<CostEstimator | null>) | null;
}

export class MenuServices implements Services {
  private readonly opening = new Map<string, AbortController>();
  private readonly all = new AbortController();
  private check: AbortController | null = null;
  private estimate: AbortController | null = null;
  /** Each tree as it was opened here. */
  private readonly first = new Map<string, OpenValues>();
  /** For when nobody waits any more: makes the next opening faster. */
  readonly keeps: (() => void)[] = [];

  constructor(private readonly options: ServiceOptions) {}

  start(effect: SlowEffect, model: Model, reply: Reply): void {
    const answer: Reply = (message) => {
      if (!this.all.signal.aborted) reply(message);
    };
    switch (effect.type) {
      case "open-tree":
        void this.openTree(effect, answer);
        return;
      case "stop-opening":
        this.opening.get(effect.id)?.abort();
        return;
      case "check-source":
        void this.checkSource(effect, answer);
        return;
      case "estimate":
        void this.estimateCost(effect, model, answer);
        return;
      case "keep-changes":
        void this.keepChanges(effect, model, answer);
        return;
      case "keep-bookmark":
        this.keepBookmark(effect, answer);
        return;
    }
  }

  stop(): void {
    this.all.abort();
    for (const one of [...this.opening.values(), this.check, this.estimate]) one?.abort();
  }

  /** Reads a tree, its configuration, and the user's bookmarks in it; what is changed is told from what it then was. */
  openValues(source: TreeSource, place: KconfigPlace): OpenValues {
    const bookmarks = readBookmarks(this.options.bookmarks, bookmarkKey(source));
    const values = openValues(place, this.options.files, bookmarks);
    this.first.set(source.id, values);
    this.keeps.push(values.keep);
    return values;
  }

  private keepBookmark({ id, bookmark, isSet }: Effect<"keep-bookmark">, reply: Reply): void {
    const source = this.options.sources.find((each) => each.id === id);
    if (source === undefined) return;
    try {
      changeBookmark(this.options.bookmarks, bookmarkKey(source), bookmark, isSet);
    } catch (error) {
      reply({ type: "bookmark-not-kept", why: words(error) });
    }
  }

  private async openTree({ id, agreed }: Effect<"open-tree">, reply: Reply): Promise<void> {
    const source = this.options.sources.find((each) => each.id === id);
    if (source === undefined) return;
    const abort = new AbortController();
    this.opening.set(id, abort);
    const { signal } = abort;
    const progress = new Progress((lines) => {
      if (!signal.aborted) reply({ type: "tree-progress", id, lines });
    });
    const report = (line: string): void => progress.add(line);
    try {
      const opening = await source.open({ report, signal, agreed });
      if (signal.aborted) return;
      if ("asks" in opening) {
        reply({ type: "tree-asks", id, question: opening.asks });
        return;
      }
      report("Reading the Kconfig files …");
      progress.flush();
      // The line is on the screen before the reading takes the processor.
      await new Promise((resolve) => setImmediate(resolve));
      if (signal.aborted) return;
      const values = this.openValues(source, opening.place);
      // Who only looks at a tree, and saves another, does not have this one written and built again.
      if (values.found) values.config.modified = false;
      reply({ type: "tree-opened", id, ...openedTree(values) });
    } catch (error) {
      if (!signal.aborted) reply({ type: "tree-failed", id, why: words(error) });
    } finally {
      progress.end();
      if (this.opening.get(id) === abort) this.opening.delete(id);
    }
  }

  private async checkSource({ url, ref }: Effect<"check-source">, reply: Reply): Promise<void> {
    this.check?.abort();
    const abort = new AbortController();
    this.check = abort;
    await new Promise((resolve) => setTimeout(resolve, TYPING_PAUSE));
    if (abort.signal.aborted) return;
    const { askRef } = await loadSlowWork();
    const { signal } = abort;
    const finding = await askRef({ url, ref, signal, patience: PATIENCE });
    if (!signal.aborted) reply({ type: "source-checked", url, ref, finding });
  }

  private async estimateCost({ ticket }: Effect<"estimate">, model: Model, reply: Reply): Promise<void> {
    this.estimate?.abort();
    const abort = new AbortController();
    this.estimate = abort;
    const changed = openTrees(model)
      .filter(({ state }) => isUnsaved(state))
      .map(({ id, state }) => ({ id, path: state.path, text: configText(state.config) }));
    try {
      // The question is drawn before the work begins.
      await new Promise((resolve) => setImmediate(resolve));
      const estimator = (await this.options.cost?.()) ?? null;
      if (abort.signal.aborted) return;
      if (estimator === null) {
        reply({ type: "estimate-failed", ticket, why: "nothing was built here yet, so all of it is built" });
        return;
      }
      const report = await estimator.estimate(changed, abort.signal);
      if (!abort.signal.aborted) reply({ type: "estimated", ticket, report });
    } catch (error) {
      if (!abort.signal.aborted) reply({ type: "estimate-failed", ticket, why: words(error) });
    }
  }

  private async keepChanges({ id, form }: Effect<"keep-changes">, model: Model, reply: Reply): Promise<void> {
    const source = this.options.sources.find((each) => each.id === id);
    const open = openTrees(model).find((each) => each.id === id);
    const keep = (form === "fragment" ? source?.keepFragment : source?.keepDefconfig)?.bind(source);
    try {
      if (open === undefined || keep === undefined)
        throw new Error(`${source?.title ?? id}: has no ${form} to write to: save the configuration itself`);
      if (isUnsaved(open.state))
        throw new Error(`${open.state.path}: is not saved, and what is not saved is not written elsewhere`);
      const { config } = open.state;
      const before = this.textBefore(id);
      const fragment = diffText(before, configText(config), config.tree.dialect.prefix, true);
      const text = await keep({ defconfig: defconfigText(config), fragment }, this.all.signal);
      reply({ type: "changes-kept", id, text });
    } catch (error) {
      reply({ type: "changes-not-kept", id, why: words(error) });
    }
  }

  /** The configuration as it was when the tree was opened, whole; "" for one that is not open. */
  textBefore(id: string): string {
    const values = this.first.get(id);
    if (values === undefined) return "";
    const text = this.options.files.firstText(values.path);
    const config = createConfig(values.config.tree);
    if (text !== null) readConfiguration(config, text, values.path);
    return configText(config);
  }
}

/** What the menus are told of a tree. */
export function openedTree(values: OpenValues): Required<OpenedTree> {
  const { config, path, warnings, defconfig, firstOption, bookmarks } = values;
  return { config, path, warnings, defconfig, firstOption, bookmarks };
}

/** One for all kernels, whatever their version: their options are called the same. */
function bookmarkKey({ id, bookmarksOf }: TreeSource): string {
  return bookmarksOf ?? id;
}

function words(error: unknown): string {
  if (error instanceof KconfigError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
