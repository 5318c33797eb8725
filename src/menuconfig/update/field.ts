import type { Key } from "../keys.js";

/** What a key does to a line of text; null when it does nothing there. */
export function editField(text: string, cursor: number, key: Key): { text: string; cursor: number } | null {
  const insert = (added: string) => ({
    text: text.slice(0, cursor) + added + text.slice(cursor),
    cursor: cursor + added.length,
  });
  const before = cursor - unitBefore(text, cursor);
  const after = cursor + unitAfter(text, cursor);
  if (key.kind === "char") return insert(key.char);
  if (key.kind === "paste") return insert(asOneLine(key.text));
  if (key.kind === "ctrl") {
    if (key.letter === "a") return { text, cursor: 0 };
    if (key.letter === "e") return { text, cursor: text.length };
    if (key.letter === "u") return { text: text.slice(cursor), cursor: 0 };
    if (key.letter === "k") return { text: text.slice(0, cursor), cursor };
    return null;
  }
  switch (key.name) {
    case "left":
      return { text, cursor: before };
    case "right":
      return { text, cursor: after };
    case "home":
      return { text, cursor: 0 };
    case "end":
      return { text, cursor: text.length };
    case "backspace":
      return { text: text.slice(0, before) + text.slice(cursor), cursor: before };
    case "delete":
      return { text: text.slice(0, cursor) + text.slice(after), cursor };
    default:
      return null;
  }
}

/** A character beyond the basic plane is two units: the cursor never stands between them. */
function unitBefore(text: string, at: number): number {
  if (at <= 0) return 0;
  return at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff ? 2 : 1;
}

function unitAfter(text: string, at: number): number {
  if (at >= text.length) return 0;
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** A pasted text is one line of text, whatever was in it: no key of it acts. */
function asOneLine(pasted: string): string {
  const text = pasted.replace(/^[\r\n]+|[\r\n]+$/g, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  return text.replace(/[\x00-\x1f\x7f]+/g, " ");
}
