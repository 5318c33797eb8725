import type { Command } from "../commands.js";

/** What a typed line asks for. Numbers of rows count from 1, as they are printed. */
export type PlainCommand =
  | { readonly do: "show" }
  | { readonly do: "open"; readonly row: number }
  | { readonly do: "set"; readonly key: "y" | "n" | "m" | " "; readonly rows: readonly number[] }
  | { readonly do: "value"; readonly row: number; readonly text: string }
  | { readonly do: "help"; readonly row: number | null }
  | { readonly do: "why" | "fix"; readonly row: number }
  | { readonly do: "search"; readonly text: string }
  | { readonly do: "save"; readonly path: string | null }
  | { readonly do: "load"; readonly path: string }
  | { readonly do: "back" | "quit" | "show-all" }
  /** Means the same as on a screen. */
  | { readonly do: "command"; readonly command: Command }
  | { readonly do: "unknown"; readonly line: string };

const WORDS: Readonly<Record<string, PlainCommand>> = {
  "": { do: "show" },
  p: { do: "show" },
  "?": { do: "help", row: null },
  h: { do: "help", row: null },
  s: { do: "save", path: null },
  b: { do: "back" },
  "..": { do: "back" },
  q: { do: "quit" },
  z: { do: "show-all" },
  u: { do: "command", command: "undo" },
  r: { do: "command", command: "redo" },
  d: { do: "command", command: "diff" },
  t: { do: "command", command: "next-tree" },
  c: { do: "command", command: "cost" },
};

/** Reads a line typed on a page with numbered rows. */
export function parseLine(typed: string): PlainCommand {
  const line = typed.trim();
  const word = WORDS[line.toLowerCase()];
  if (word !== undefined) return word;
  if (line.startsWith("/")) return { do: "search", text: line.slice(1) };
  if (/^\d+$/.test(line)) return { do: "open", row: Number(line) };
  const help = /^[?h]\s*(\d+)$/i.exec(line)?.[1];
  if (help !== undefined) return { do: "help", row: Number(help) };
  const about = /^([wf])\s*(\d+)$/i.exec(line);
  if (about !== null) return { do: /w/i.test(about[1] ?? "") ? "why" : "fix", row: Number(about[2]) };
  const before = /^([ynmt])\s*((?:\d+[\s,]*)+)$/i.exec(line);
  if (before !== null) return set(before[1] ?? "", before[2] ?? "");
  const after = /^(\d+)\s*=?\s*([ynmt])$/i.exec(line);
  if (after !== null) return set(after[2] ?? "", after[1] ?? "");
  const value = /^(\d+)\s*=\s*(.*)$/.exec(line);
  if (value !== null) return { do: "value", row: Number(value[1]), text: value[2] ?? "" };
  const save = /^s\s+(.+)$/i.exec(line)?.[1];
  if (save !== undefined) return { do: "save", path: save };
  const load = /^l\s+(.+)$/i.exec(line)?.[1];
  if (load !== undefined) return { do: "load", path: load };
  return { do: "unknown", line };
}

function set(letter: string, rows: string): PlainCommand {
  const key = letter.toLowerCase();
  return {
    do: "set",
    key: key === "y" || key === "n" || key === "m" ? key : " ",
    rows: rows.match(/\d+/g)?.map(Number) ?? [],
  };
}
