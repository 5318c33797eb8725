/** Before each text of a column: no query has it, and expressions take it for the start and the end of a line. */
const MARK = "\n";

/** Many texts as one, so that the ones that have something are found without looking at the others one by one. */
export class TextColumn {
  private text = "";
  private readonly starts: Int32Array;
  private filled = 0;

  constructor(readonly size: number) {
    this.starts = new Int32Array(size + 1);
  }

  /** How many texts are there. */
  get count(): number {
    return this.filled;
  }

  add(texts: readonly string[]): void {
    let length = this.text.length;
    for (const text of texts) {
      this.starts[this.filled++] = length;
      length += text.length + 1;
    }
    this.text += texts.map((text) => MARK + text).join("");
    this.starts[this.filled] = length;
  }

  of(item: number): string {
    return item < this.filled ? this.text.slice(this.start(item) + 1, this.start(item + 1)) : "";
  }

  length(item: number): number {
    return this.start(item + 1) - this.start(item) - 1;
  }

  /**
   * Calls `found` for each item that has the term: `at` is where it has it first, `word` whether a word starts there
   * or, where it is repeated, at any other place.
   */
  each(term: string, found: (item: number, at: number, word: boolean) => void): void {
    const { text } = this;
    let item = 0;
    for (let at = text.indexOf(term); at >= 0; ) {
      item = this.itemAt(at, item);
      const end = this.start(item + 1);
      const first = at - this.start(item) - 1;
      let word = this.startsWord(at);
      for (at = text.indexOf(term, at + 1); at >= 0 && at < end; at = text.indexOf(term, at + 1)) {
        if (word) {
          at = text.indexOf(term, end);
          break;
        }
        word = this.startsWord(at);
      }
      found(item, first, word);
    }
  }

  /** Calls `found` for each item that begins with the term. */
  eachStart(term: string, found: (item: number) => void): void {
    const wanted = MARK + term;
    let item = 0;
    for (let at = this.text.indexOf(wanted); at >= 0; at = this.text.indexOf(wanted, at + 1)) {
      item = this.itemAt(at, item);
      // Help has line breaks of its own.
      if (at === this.start(item)) found(item);
    }
  }

  /** The same as `each` among the items that `among` marks. */
  eachOf(among: Uint8Array, term: string, found: (item: number, at: number, word: boolean) => void): void {
    for (let item = 0; item < this.filled; item++) {
      if (among[item] === 0) continue;
      const text = this.text.slice(this.start(item), this.start(item + 1));
      const first = text.indexOf(term);
      let word = false;
      for (let at = first; at >= 0 && !word; at = text.indexOf(term, at + 1)) {
        word = this.startsWord(this.start(item) + at);
      }
      if (first >= 0) found(item, first - 1, word);
    }
  }

  /** Whether the text of an item has all characters of another in their order, with anything between them. */
  hasLetters(item: number, wanted: string): boolean {
    const { text } = this;
    const end = this.start(item + 1);
    let next = 0;
    for (let at = this.start(item) + 1; at < end && next < wanted.length; at++) {
      if (text.charCodeAt(at) === wanted.charCodeAt(next)) next++;
    }
    return next === wanted.length;
  }

  /**
   * Calls `found` for each item that has a match, until it wants no more; gives false when `end` (ms, as of Date.now)
   * came first.
   */
  eachMatch(expression: RegExp, end: number, found: (item: number) => boolean): boolean {
    const all = new RegExp(expression.source, "gim");
    const one = new RegExp(expression.source, "im");
    let item = 0;
    for (let match = all.exec(this.text); match !== null; match = all.exec(this.text)) {
      if (Date.now() > end) return false;
      // An empty match, or one that goes over the end of a text, says nothing yet.
      item = this.itemAt(Math.min(match.index + 1, this.text.length - 1), item);
      if (one.test(this.of(item)) && !found(item)) break;
      all.lastIndex = this.start(item + 1) + (match[0] === "" ? 1 : 0);
      if (item + 1 >= this.filled) break;
    }
    return true;
  }

  private start(item: number): number {
    return this.starts[item] ?? 0;
  }

  private startsWord(at: number): boolean {
    const before = this.text.charCodeAt(at - 1);
    const isLetter = before >= 0x61 && before <= 0x7a;
    return !isLetter && !(before >= 0x30 && before <= 0x39);
  }

  /** The item in which a position lies; not before `from`. Most hits are near the one before. */
  private itemAt(at: number, from: number): number {
    let step = 1;
    let low = from;
    while (low + step < this.filled && this.start(low + step) <= at) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, this.filled - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.start(middle) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
