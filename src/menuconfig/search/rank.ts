import type { MenuNode } from "kconfig-parser";
import type { SearchIndex } from "./index-text.js";
import { isSubsequence } from "./subsequence.js";

/** Something found, and how well it fits: more is better. */
export interface Found {
  readonly node: MenuNode;
  readonly score: number;
}

const EXACT_NAME = 100;
const NAME_START = 80;
const NAME_WORD = 60;
const PROMPT_START = 55;
const PROMPT_WORD = 50;
const NAME_PART = 40;
const PROMPT_PART = 30;
const HELP_WORD = 12;
const HELP_PART = 8;
/** More words than this narrow nothing down any more. */
const MOST_TERMS = 8;
/** Shorter words are in every other help text. */
const HELP_TERM = 3;

/**
 * Finds what has all words of a query in its name, its prompt or its help, the best first: names before prompts
 * before help, whole words before parts of words, short names before long ones. When nothing has them, names and
 * prompts that have the letters in this order.
 */
export function rank(index: SearchIndex, query: string): Found[] {
  const terms = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (terms.length === 0) return [];
  const total = new Uint16Array(index.nodes.length);
  for (const [i, term] of terms.slice(0, MOST_TERMS).entries()) {
    const scores = scoresOf(index, term);
    for (let item = 0; item < total.length; item++) {
      const score = scores[item] ?? 0;
      const before = total[item] ?? 0;
      total[item] = score === 0 || (i > 0 && before === 0) ? 0 : before + score;
    }
  }
  const hits = sorted(index, total);
  return hits.length > 0 ? hits : letters(index, terms.join(""));
}

/** How well each item fits one word. */
function scoresOf(index: SearchIndex, term: string): Uint8Array {
  const scores = new Uint8Array(index.nodes.length);
  const raise = (item: number, score: number): void => {
    if (score > (scores[item] ?? 0)) scores[item] = score;
  };
  if (term.length >= HELP_TERM) {
    index.help.each(term, (item, _at, word) => raise(item, word ? HELP_WORD : HELP_PART));
  }
  index.prompts.each(term, (item, at, word) =>
    raise(item, at === 0 ? PROMPT_START : word ? PROMPT_WORD : PROMPT_PART),
  );
  index.names.each(term, (item, at, word) => {
    if (at === 0) raise(item, index.names.length(item) === term.length ? EXACT_NAME : NAME_START);
    else raise(item, word ? NAME_WORD : NAME_PART);
  });
  return scores;
}

/** By score, then as `byLength` has them. Scores are whole and few: a bucket each, and no comparisons. */
function sorted(index: SearchIndex, total: Uint16Array): Found[] {
  const buckets = new Map<number, Found[]>();
  for (const item of index.byLength) {
    const score = total[item] ?? 0;
    const node = index.nodes[item];
    if (score === 0 || node === undefined) continue;
    const bucket = buckets.get(score);
    if (bucket === undefined) buckets.set(score, [{ node, score }]);
    else bucket.push({ node, score });
  }
  return [...buckets].sort(([a], [b]) => b - a).flatMap(([, hits]) => hits);
}

/** Names and prompts that have the letters in this order, short ones first. */
function letters(index: SearchIndex, wanted: string): Found[] {
  const hits: Found[] = [];
  if (wanted.length < 3) return hits;
  for (const item of index.byLength) {
    const node = index.nodes[item];
    if (node === undefined) continue;
    if (isSubsequence(wanted, index.names.of(item)) || isSubsequence(wanted, index.prompts.of(item))) {
      hits.push({ node, score: 1 });
    }
  }
  return hits;
}
