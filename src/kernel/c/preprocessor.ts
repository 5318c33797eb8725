/**
 * A C preprocessor for the tables of drivers: includes of the same folder, macros, conditions. Options of the kernel
 * count as set, so that no part of a table is hidden.
 */
import { constantOf } from "./constant.js";
import { closing, commaParts, isIdentifier, logicalLines, tokensOf } from "./tokens.js";

export interface Macro {
  /** Null for one without parentheses. */
  readonly parameters: readonly string[] | null;
  readonly body: readonly string[];
}

/** Reads a file; null where there is none. `from` is the file that includes it, `system` says how. */
export type ReadInclude = (
  name: string,
  from: string,
  system: boolean,
) => { readonly path: string; readonly text: string } | null;

const MOST_INCLUDES = 5000;
const DEEPEST_INCLUDE = 40;

export class Preprocessor {
  readonly macros = new Map<string, Macro>();
  #includes = 0;

  /** `base`: macros that hold everywhere, read before. */
  constructor(
    readonly read: ReadInclude,
    readonly base: ReadonlyMap<string, Macro> = new Map(),
  ) {}

  macro(name: string): Macro | undefined {
    return this.macros.get(name) ?? this.base.get(name);
  }

  /** Follows the directives of a file; returns the text of its other lines, macros as they stand. */
  file(path: string, text: string, depth = 0): string {
    const out: string[] = [];
    // For each open condition: whether its lines count, and whether one of its branches has counted.
    const open: { live: boolean; taken: boolean }[] = [];
    const live = () => open.every((each) => each.live);
    for (const line of logicalLines(text)) {
      const directive = /^\s*#\s*(\w+)\s*(.*)$/.exec(line);
      if (!directive) {
        if (live()) out.push(line);
        continue;
      }
      const [, word = "", rest = ""] = directive;
      const top = open.at(-1);
      if (word === "if" || word === "ifdef" || word === "ifndef") {
        const holds = live() && this.#holds(word, rest);
        open.push({ live: holds, taken: holds });
      } else if (word === "elif" && top) {
        top.live = !top.taken && this.#holds("if", rest);
        top.taken ||= top.live;
      } else if (word === "else" && top) {
        top.live = !top.taken;
        top.taken = true;
      } else if (word === "endif") open.pop();
      else if (live() && word === "define") this.#define(rest);
      else if (live() && word === "include") out.push(this.#include(rest, path, depth));
    }
    return out.join("\n");
  }

  /** Tokens with every macro replaced. */
  expand(tokens: readonly string[], active: ReadonlySet<string> = new Set()): string[] {
    const out: string[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] ?? "";
      const macro = isIdentifier(token) && !active.has(token) ? this.macro(token) : undefined;
      if (!macro) {
        out.push(token);
        continue;
      }
      const inner = new Set([...active, token]);
      if (macro.parameters === null) {
        out.push(...this.expand(pasted(macro.body), inner));
        continue;
      }
      if (tokens[at + 1] !== "(") {
        out.push(token);
        continue;
      }
      const end = closing(tokens, at + 1);
      const values = commaParts(tokens.slice(at + 2, end - 1));
      out.push(...this.expand(this.#filled(macro, macro.parameters, values, active), inner));
      at = end - 1;
    }
    return out;
  }

  /** The body with its parameters replaced: as they stand beside `##`, expanded elsewhere. */
  #filled(
    { body }: Macro,
    parameters: readonly string[],
    values: readonly (readonly string[])[],
    active: ReadonlySet<string>,
  ): readonly string[] {
    const argumentOf = (name: string): readonly string[] | undefined => {
      if (name === "__VA_ARGS__")
        return values
          .slice(parameters.length - 1)
          .flatMap((value, at) => (at === 0 ? value : [",", ...value]));
      const at = parameters.indexOf(name);
      return at < 0 ? undefined : (values[at] ?? []);
    };
    const filled = body.flatMap((token, at) => {
      const value = argumentOf(token);
      if (value === undefined) return [token];
      const isPasted = body[at - 1] === "##" || body[at + 1] === "##";
      return isPasted ? value : this.expand(value, active);
    });
    return pasted(filled);
  }

  #define(rest: string): void {
    const found = /^(\w+)(\(([^)]*)\))?(.*)$/.exec(rest);
    if (!found) return;
    const [, name = "", parens, list = "", body = ""] = found;
    const parameters =
      parens === undefined
        ? null
        : list
            .split(",")
            .map((word) => word.trim())
            .filter(Boolean);
    this.macros.set(name, { parameters, body: tokensOf(body) });
  }

  #include(rest: string, from: string, depth: number): string {
    const found = /^(?:"([^"]+)"|<([^>]+)>)/.exec(rest);
    const name = found?.[1] ?? found?.[2];
    if (name === undefined || depth >= DEEPEST_INCLUDE || ++this.#includes > MOST_INCLUDES) return "";
    const file = this.read(name, from, found?.[2] !== undefined);
    return file === null ? "" : this.file(file.path, file.text, depth + 1);
  }

  #holds(word: string, rest: string): boolean {
    const isSet = (name: string) => name.startsWith("CONFIG_") || this.macro(name) !== undefined;
    const tokens = tokensOf(rest);
    if (word === "ifdef") return isSet(tokens[0] ?? "");
    if (word === "ifndef") return !isSet(tokens[0] ?? "");
    const asked: string[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at] ?? "";
      if (token === "defined") {
        const inParens = tokens[at + 1] === "(";
        asked.push(isSet(tokens[at + (inParens ? 2 : 1)] ?? "") ? "1" : "0");
        at += inParens ? 3 : 1;
      } else if (/^IS_(ENABLED|BUILTIN|MODULE|REACHABLE)$/.test(token)) {
        asked.push("1");
        at = closing(tokens, at + 1) - 1;
      } else asked.push(token);
    }
    const value = constantOf(this.expand(asked), (name) => (name.startsWith("CONFIG_") ? 1 : 0));
    // What cannot be told counts: a table that shows too much is of more use than one that hides something.
    return value === null || value !== 0;
  }
}

/** `A ## B` is AB. */
function pasted(tokens: readonly string[]): readonly string[] {
  if (!tokens.includes("##")) return tokens;
  const out: string[] = [];
  for (let at = 0; at < tokens.length; at++) {
    // GNU's `, ## __VA_ARGS__`: the comma goes when nothing follows.
    if (tokens[at] === "##" && out.at(-1) === ",") {
      if (at + 1 === tokens.length || tokens[at + 1] === ")") out.pop();
    } else if (tokens[at] === "##" && out.length > 0) out.push(`${out.pop()}${tokens[++at] ?? ""}`);
    else out.push(tokens[at] ?? "");
  }
  return out;
}
