import {
  type Config,
  createConfig,
  type DialectName,
  type KSymbol,
  readConfiguration,
  readTree,
} from "kconfig-parser";
import type { Bookmark } from "../../src/menuconfig/bookmarks.js";
import type { ConfigFiles, LoadOutcome, MergeOutcome, SaveOutcome } from "../../src/menuconfig/files.js";
import type { Frame } from "../../src/menuconfig/frame.js";
import { initialModel } from "../../src/menuconfig/initial.js";
import { char, ctrl, type Key, type KeyName, named } from "../../src/menuconfig/keys.js";
import { type Look, PLAIN_LOOK } from "../../src/menuconfig/look.js";
import type { Message, Outcome } from "../../src/menuconfig/messages.js";
import { type Model, type TreeName, topScreen } from "../../src/menuconfig/model.js";
import { dispatch } from "../../src/menuconfig/session.js";
import type { SlowEffect } from "../../src/menuconfig/slow.js";
import type { Sources } from "../../src/menuconfig/sources.js";
import { view } from "../../src/menuconfig/view.js";
import { FIXTURE } from "./fixture.js";

/** Files that answer what a test tells them to, and remember what was asked. */
export class FakeFiles implements ConfigFiles {
  readonly saves: { path: string; force: boolean }[] = [];
  readonly loads: string[] = [];
  saveOutcome: (path: string, force: boolean) => SaveOutcome = (path) => ({ result: "saved", path });
  loadOutcome: LoadOutcome = { ok: true, found: true, warnings: [] };

  mergeOutcome: MergeOutcome = { ok: true, merge: { theirs: 0, ours: 0, both: [], lost: [] } };
  readonly merges: string[] = [];

  /** Files that can be looked at, by name. */
  readonly texts = new Map<string, string>();

  readonly kept: string[] = [];

  keep(path: string): string {
    this.kept.push(path);
    return "1 setting written to mine.config.";
  }

  open(): LoadOutcome {
    return this.loadOutcome;
  }

  read(path: string): string | null {
    return this.texts.get(path) ?? null;
  }

  merge(_config: unknown, path: string): MergeOutcome {
    this.merges.push(path);
    return this.mergeOutcome;
  }

  load(_config: unknown, path: string): LoadOutcome {
    this.loads.push(path);
    return this.loadOutcome;
  }

  save(config: Parameters<ConfigFiles["save"]>[0], path: string, force: boolean): SaveOutcome {
    this.saves.push({ path, force });
    const outcome = this.saveOutcome(path, force);
    if (outcome.result === "saved") config.modified = false;
    return outcome;
  }
}

export interface MenusOptions {
  /** A configuration to open, in place of a text that is read. */
  readonly config?: Config;
  readonly kconfig?: string;
  /** The text of the `.config` that was read, none by default. */
  readonly saved?: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly warnings?: readonly string[];
  readonly look?: Partial<Look>;
  readonly dialect?: DialectName;
  /** All trees of the program; the first is the one that is open. */
  readonly trees?: readonly TreeName[];
  readonly sources?: Sources;
  readonly tellsCost?: boolean;
  readonly firstOption?: string;
  readonly bookmarks?: readonly Bookmark[];
}

/** The menus without a terminal: press keys, look at the screen. */
export class Menus {
  readonly files = new FakeFiles();
  model: Model;
  outcome: Outcome | null = null;
  suspended = false;
  /** The slow work that was asked for; a test answers it with messages. */
  readonly slow: SlowEffect[] = [];

  constructor(options: MenusOptions = {}) {
    const config = options.config ?? readFixture(options);
    this.model = initialModel({
      config,
      size: { columns: options.columns ?? 80, rows: options.rows ?? 24 },
      path: ".config",
      warnings: options.warnings ?? [],
      look: { ...PLAIN_LOOK, ...options.look },
      ...(options.trees ? { names: options.trees } : {}),
      ...(options.sources ? { sources: options.sources } : {}),
      tellsCost: options.tellsCost ?? false,
      firstOption: options.firstOption ?? null,
      bookmarks: options.bookmarks ?? [],
    });
  }

  /** Presses keys: one character each, or a name in angle brackets (`<down>`), or `^C`. */
  press(...keys: string[]): this {
    for (const key of keys) this.send({ type: "key", key: keyOf(key) });
    return this;
  }

  /** Types a text, character by character. */
  type(text: string): this {
    return this.press(...text);
  }

  send(message: Message): this {
    const turn = dispatch(this.model, message, this.files);
    this.model = turn.model;
    this.outcome = turn.outcome ?? this.outcome;
    this.suspended ||= turn.suspend;
    this.slow.push(...turn.slow);
    return this;
  }

  get kind(): string {
    return topScreen(this.model).kind;
  }

  get frame(): Frame {
    return view(this.model);
  }

  get lines(): string[] {
    return this.frame.rows.map((spans) =>
      spans
        .map((span) => span.text)
        .join("")
        .trimEnd(),
    );
  }

  get text(): string {
    return this.lines.join("\n");
  }

  /** The text of the row under the cursor. */
  get selected(): string {
    const row = this.frame.rows[this.frame.cursor.y] ?? [];
    return row
      .filter((span) => span.role.startsWith("selected"))
      .map((span) => span.text)
      .join("");
  }

  symbol(name: string): KSymbol {
    const symbol = this.model.config.tree.symbol(name);
    if (symbol === undefined) throw new Error(`${name}: not in the fixture`);
    return symbol;
  }

  value(name: string): string {
    return this.model.config.stringValue(this.symbol(name));
  }

  /** Moves the cursor down to the row that has this text. */
  goTo(text: string): this {
    this.press("<home>");
    for (let i = 0; i < 200 && !this.selected.includes(text); i++) this.press("<down>");
    if (!this.selected.includes(text)) throw new Error(`no row has "${text}":\n${this.text}`);
    return this;
  }
}

/** The configuration of a text, read as from a file that is as it should be. */
export function readFixture({ kconfig = FIXTURE, saved = "", dialect = "buildroot" }: MenusOptions): Config {
  const host = {
    readFile: (path: string) => (path.endsWith("Kconfig") ? kconfig : null),
    env: () => undefined,
    shell: () => "",
  };
  const config = createConfig(readTree("Kconfig", host, dialect));
  readConfiguration(config, saved, ".config");
  config.modified = false;
  return config;
}

export function keyOf(text: string): Key {
  if (text.length > 2 && text.startsWith("<")) return named(text.slice(1, -1) as KeyName);
  return text.length === 2 && text.startsWith("^") ? ctrl(text.charAt(1).toLowerCase()) : char(text);
}
