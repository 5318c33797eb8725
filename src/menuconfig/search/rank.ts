import type { MenuNode } from "kconfig-parser";
import type { SearchIndex } from "./index-text.js";

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
/** A letter is in almost everything: it counts at the starts of names, of their words and of prompts. */
const WORD_TERM = 2;
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

/** Who types goes on with the last word: those before it need not be looked for again. */
const KEPT_TERMS = 16;
const kept = new WeakMap<SearchIndex, Map<string, Uint8Array>>();

/** How well each item fits one word. */
function scoresOf(index: SearchIndex, term: string): Uint8Array {
  // Help that is still to come would be missing for good.
  if (!index.isComplete) return findScores(index, term, null);
  const known = kept.get(index) ?? new Map<string, Uint8Array>();
  kept.set(index, known);
  let scores = known.get(term);
  if (scores === undefined) {
    scores = findScores(index, term, known.get(term.slice(0, -1)) ?? null);
    known.set(term, scores);
    const [oldest] = known.keys();
    if (known.size > KEPT_TERMS && oldest !== undefined) known.delete(oldest);
  }
  return scores;
}

/** @param shorter the scores of the word without its last letter: what has not that has not this */
function findScores(index: SearchIndex, term: string, shorter: Uint8Array | null): Uint8Array {
  const scores = new Uint8Array(index.nodes.length);
  const raise = (item: number, score: number): void => {
    if (score > (scores[item] ?? 0)) scores[item] = score;
  };
  if (term.length >= HELP_TERM) {
    const found = (item: number, _at: number, word: boolean): void =>
      raise(item, word ? HELP_WORD : HELP_PART);
    if (shorter === null || term.length === HELP_TERM) index.help.each(term, found);
    else index.help.eachOf(shorter, term, found);
  }
  if (term.length < WORD_TERM) {
    index.prompts.eachStart(term, (item) => raise(item, PROMPT_START));
    index.names.each(`_${term}`, (item) => raise(item, NAME_WORD));
    index.names.eachStart(term, (item) =>
      raise(item, index.names.length(item) === term.length ? EXACT_NAME : NAME_START),
    );
    return scores;
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
    if (index.names.hasLetters(item, wanted) || index.prompts.hasLetters(item, wanted)) {
      hits.push({ node, score: 1 });
    }
  }
  return hits;
}
