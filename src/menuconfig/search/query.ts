import type { SearchIndex } from "./index-text.js";
import { type Found, rank } from "./rank.js";

/** What a typed text asks for. */
export type Query =
  | { readonly by: "nothing" }
  | { readonly by: "words"; readonly text: string }
  | { readonly by: "expression"; readonly source: string };

/** `/re/` (the last slash may still be to come) is a regular expression, all else words. */
export function parseQuery(text: string, prefix: string): Query {
  const expression = /^\/(.*?)\/?$/.exec(text)?.[1];
  if (expression !== undefined) {
    return expression === "" ? { by: "nothing" } : { by: "expression", source: expression };
  }
  const words = withoutPrefix(text.trim(), prefix);
  return words === "" ? { by: "nothing" } : { by: "words", text: words };
}

/** Names are often pasted as they stand in a `.config`. */
function withoutPrefix(text: string, prefix: string): string {
  const has = prefix !== "" && text.toLowerCase().startsWith(prefix.toLowerCase());
  return has && text.length > prefix.length ? text.slice(prefix.length) : text;
}

/** More than this nobody looks through: the next letter makes it fewer. */
const MOST_MATCHES = 2000;
/** How long an expression may look, in ms: a slow one must not hold up the keys. */
const EXPRESSION_TIME = 30;

/** Finds; an expression that is none gives its mistake instead. */
export function runQuery(index: SearchIndex, query: Query): { found: Found[]; note: string } {
  if (query.by === "nothing") return { found: [], note: "" };
  if (query.by === "words") return { found: rank(index, query.text), note: "" };
  try {
    return byExpression(index, new RegExp(query.source, "i"));
  } catch {
    return { found: [], note: "This is not a regular expression (yet)." };
  }
}

function byExpression(index: SearchIndex, expression: RegExp): { found: Found[]; note: string } {
  const end = Date.now() + EXPRESSION_TIME;
  const found: Found[] = [];
  const seen = new Uint8Array(index.nodes.length);
  const columns = [index.names, index.prompts, index.help];
  for (const [i, column] of columns.entries()) {
    const inTime = column.eachMatch(expression, end, (item) => {
      const node = index.nodes[item];
      if (node === undefined || seen[item] === 1) return true;
      seen[item] = 1;
      found.push({ node, score: columns.length - i });
      return found.length < MOST_MATCHES;
    });
    if (found.length >= MOST_MATCHES) return { found, note: `The first ${MOST_MATCHES}: there may be more.` };
    if (!inTime) return { found, note: "This expression is slow: not everything was looked at." };
  }
  return { found, note: "" };
}
