import type { Command } from "./commands.js";
import { char, ctrl, type Key, type KeyName, named } from "./keys.js";

/** Which key means what on the pages of the menus. One table a preset; nothing else knows a key of a command. */
export interface Keymap {
  /** By which users ask for it. */
  readonly name: string;
  /**
   * Letters jump to the rows that have them marked, before they mean anything else; only y, n, m and h never do.
   * Without this letters are commands alone.
   */
  readonly hotkeys: boolean;
  /**
   * Keys as `keySpec` writes them. A letter that is not in the table in upper case means what it means in lower
   * case. The first key of a command is the one that hints show.
   */
  readonly keys: ReadonlyMap<string, Command>;
}

/** A key in one word: `a`, `?`, `<f1>`, `^r`; "" for a paste, which is never a command. */
function keySpec(key: Key): string {
  switch (key.kind) {
    case "char":
      return key.char;
    case "ctrl":
      return `^${key.letter}`;
    case "named":
      return `<${key.name}>`;
    case "paste":
      return "";
  }
}

/** What the key means, null when nothing. */
export function commandOf(keymap: Keymap, key: Key): Command | null {
  const spec = keySpec(key);
  const found = keymap.keys.get(spec);
  if (found !== undefined) return found;
  return (key.kind === "char" ? keymap.keys.get(spec.toLowerCase()) : undefined) ?? null;
}

/** A key that does a command, null when none does. */
export function keyFor(keymap: Keymap, command: Command): Key | null {
  const [spec] = keysOf(keymap, command);
  if (spec === undefined) return null;
  if (spec.length > 2 && spec.startsWith("<")) return named(spec.slice(1, -1) as KeyName);
  return spec.length === 2 && spec.startsWith("^") ? ctrl(spec.charAt(1)) : char(spec);
}

/** The keys of a command, the one to be shown first. */
export function keysOf(keymap: Keymap, command: Command): string[] {
  return [...keymap.keys].filter(([, meaning]) => meaning === command).map(([spec]) => spec);
}

const NAMES: Readonly<Record<string, string>> = {
  " ": "Space",
  "<pageup>": "PageUp",
  "<pagedown>": "PageDown",
  "<backtab>": "Shift-Tab",
  "<escape>": "Esc Esc",
};

/** A key as people call it: `F1`, `Ctrl-R`, `Space`, `y`. */
export function keyLabel(spec: string): string {
  const name = NAMES[spec];
  if (name !== undefined) return name;
  if (spec.startsWith("^") && spec.length === 2) return `Ctrl-${spec.charAt(1).toUpperCase()}`;
  if (/^<.+>$/.test(spec)) return spec.charAt(1).toUpperCase() + spec.slice(2, -1);
  return spec;
}

/** The key that hints show for a command; "" when it has none. */
export function hintKey(keymap: Keymap, command: Command): string {
  const [first] = keysOf(keymap, command);
  return first === undefined ? "" : keyLabel(first);
}

/** Makes a preset: each command with its keys, the one for hints first. */
export function keymap(
  name: string,
  hotkeys: boolean,
  bindings: Readonly<Partial<Record<Command, readonly string[]>>>,
): Keymap {
  const keys = new Map<string, Command>();
  for (const [command, specs] of Object.entries(bindings)) {
    for (const spec of specs) {
      if (keys.has(spec)) throw new Error(`keymap ${name}: "${spec}" is given twice: take one of them out`);
      keys.set(spec, command as Command);
    }
  }
  return { name, hotkeys, keys };
}
