/** Texts, each stored once under a number from 1 on. */
class TextPool {
  private readonly texts: string[] = [];
  private readonly ids = new Map<string, number>();

  idOf(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      this.texts.push(text);
      id = this.texts.length;
      this.ids.set(text, id);
    }
    return id;
  }

  finish(): { readonly ends: Int32Array; readonly text: string } {
    const ends = new Int32Array(this.texts.length);
    let end = 0;
    this.texts.forEach((text, i) => {
      end += text.length;
      ends[i] = end;
    });
    return { ends, text: this.texts.join("") };
  }
}

/** Numbers and strings as they are put into an image: 32-bit words, and texts in one latin1 string. */
export class ImageWriter {
  private words = new Int32Array(1 << 16);
  private length = 0;
  private readonly texts = new TextPool();
  private readonly helps = new TextPool();

  /** Where the next word will be. */
  get place(): number {
    return this.length;
  }

  /** Puts a word where one was put before. */
  replace(place: number, word: number): void {
    this.words[place] = word;
  }

  /** One word. */
  put(word: number): void {
    if (this.length === this.words.length) {
      const larger = new Int32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    this.words[this.length++] = word;
  }

  /** A text, stored once; null is 0. */
  putText(text: string | null): void {
    this.put(text === null ? 0 : this.texts.idOf(text));
  }

  /** A text that is seldom read: it stays bytes until it is. */
  putHelp(text: string | null): void {
    this.put(text === null ? 0 : this.helps.idOf(text));
  }

  /** A list: its length, then each element as `one` puts it. */
  putList<T>(list: readonly T[], one: (element: T) => void): void {
    this.put(list.length);
    for (const element of list) one(element);
  }

  /** Everything put so far, with the words of the expressions beside it. */
  finish(exprs: Int32Array): Image {
    const texts = this.texts.finish();
    const helps = this.helps.finish();
    return {
      words: this.words.slice(0, this.length),
      exprs,
      textEnds: texts.ends,
      text: texts.text,
      helpEnds: helps.ends,
      help: Buffer.from(helps.text, "latin1"),
    };
  }
}

/** What a tree is stored as. */
export interface Image {
  readonly words: Int32Array;
  /** Three words an expression, operands before what they are operands of. */
  readonly exprs: Int32Array;
  /** Where each text ends in `text`; it begins where the one before ends. */
  readonly textEnds: Int32Array;
  /** Latin1: one character is one byte. */
  readonly text: string;
  /** The same of the help texts, as bytes: half of a tree's text, of which a run needs next to nothing. */
  readonly helpEnds: Int32Array;
  readonly help: Buffer;
}

/**
 * Reads what an ImageWriter put, in the same order. What is beyond the end is never asked for: the checksum of an image
 * has been compared. Its words and its place in them are open to whoever reads many words at once.
 */
export class ImageReader {
  at = 0;
  readonly words: Int32Array;
  private readonly texts: (string | undefined)[];

  constructor(private readonly image: Image) {
    this.words = image.words;
    this.texts = new Array<string | undefined>(image.textEnds.length + 1).fill(undefined);
  }

  take(): number {
    return this.words[this.at++] as number;
  }

  takeText(): string | null {
    const id = this.take();
    return id === 0 ? null : this.text(id);
  }

  /** The text with this number, which is not 0. */
  text(id: number): string {
    const known = this.texts[id];
    if (known !== undefined) return known;
    const { text, textEnds } = this.image;
    const cut = text.slice(id === 1 ? 0 : textEnds[id - 2], textEnds[id - 1]);
    this.texts[id] = cut;
    return cut;
  }

  /** The help text with this number, which is not 0. */
  help(id: number): string {
    const { help, helpEnds } = this.image;
    return help.toString("latin1", id === 1 ? 0 : helpEnds[id - 2], helpEnds[id - 1]);
  }

  takeList<T>(one: () => T): T[] {
    const length = this.take();
    const list: T[] = [];
    for (let i = 0; i < length; i++) list.push(one());
    return list;
  }
}
