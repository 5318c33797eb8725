/** Text on its way to the screen, and back. The engine's text is bytes, one a character (latin1). */

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Bytes as people read them: UTF-8 where they are valid UTF-8, else Latin-1. */
export function decodeBytes(bytes: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  try {
    return utf8.decode(Buffer.from(bytes, "latin1"));
  } catch {
    return bytes;
  }
}

/**
 * Bytes as a text that can be edited, and written back as the same bytes: what is no UTF-8 becomes a character of its own
 * for each byte, U+DC80 to U+DCFF, which no UTF-8 has.
 */
export function editableText(bytes: string): string {
  const decoded = decodeBytes(bytes);
  if (encodeBytes(decoded) === bytes) return decoded;
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const length = [1, 2, 3, 4].find((n) => isUtf8(bytes.slice(i, i + n)));
    text +=
      length === undefined
        ? String.fromCharCode(LONE + bytes.charCodeAt(i))
        : decodeBytes(bytes.slice(i, i + length));
    i += length ?? 1;
  }
  return text;
}

/** What a byte that is no part of a character is added to. */
const LONE = 0xdc00;

function isUtf8(bytes: string): boolean {
  try {
    utf8.decode(Buffer.from(bytes, "latin1"));
    return true;
  } catch {
    return false;
  }
}

/** Typed text as the engine keeps it: its UTF-8 bytes, one a character. */
export function encodeBytes(text: string): string {
  let bytes = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const isLone = code >= LONE + 0x80 && code <= LONE + 0xff;
    bytes += isLone ? String.fromCharCode(code - LONE) : Buffer.from(char, "utf8").toString("latin1");
  }
  return bytes;
}

function isOneCell(code: number): boolean {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
  if (code < 0x300) return true;
  if (code <= 0x36f) return false; // combining
  if (code >= 0x1100 && code <= 0x115f) return false; // Hangul Jamo, two cells
  if (code >= 0x200b && code <= 0x200f) return false; // zero width
  if (code >= 0x2028 && code <= 0x202e) return false; // separators, direction marks
  if (code >= 0x2060 && code <= 0x206f) return false;
  if (code >= 0x2600 && code <= 0x27bf) return false; // many of these are emoji, and terminals disagree
  if (code >= 0x2e80 && code <= 0xd7ff) return false; // CJK, Hangul
  if (code >= 0xd800 && code <= 0xdfff) return false; // halves of a pair, bytes that are no character
  if (code >= 0xf900) return false; // forms, variation selectors, emoji, the astral planes
  return true;
}

/**
 * Text in which every UTF-16 unit is one cell of the screen: tabs become spaces to the next multiple of eight, anything
 * that terminals draw in no cell or in two becomes `?`. So a position in the text is a position on the screen.
 */
export function cells(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  let out = "";
  for (const char of text) {
    if (char === "\t") out += " ".repeat(8 - (out.length % 8));
    else out += isOneCell(char.codePointAt(0) ?? 0) ? char : "?";
  }
  return out;
}

/** Lines of text, ready for the screen. */
export function cellsOfLines(text: string): string {
  return text.split("\n").map(cells).join("\n");
}

/** Engine bytes, ready for the screen. */
export function display(bytes: string): string {
  return cells(decodeBytes(bytes));
}

/** The length of the longest line. There may be more lines than a call takes arguments. */
export function longestLine(lines: readonly string[]): number {
  return lines.reduce((most, line) => Math.max(most, line.length), 0);
}

/** Breaks text at spaces into lines of at most `width` cells; keeps its own line breaks. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (let word of paragraph.split(" ")) {
      while (word.length > width) {
        if (line !== "") lines.push(line);
        line = "";
        lines.push(word.slice(0, width));
        word = word.slice(width);
      }
      if (line === "") line = word;
      else if (line.length + 1 + word.length <= width) line += ` ${word}`;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
  }
  return lines;
}
