const ASCII: Readonly<Record<string, string>> = {
  "─": "-",
  "│": "|",
  "┌": "+",
  "┐": "+",
  "└": "+",
  "┘": "+",
  "├": "+",
  "┤": "+",
  "→": ">",
  "↑": "^",
  "↓": "v",
  "…": "~",
};

/** Text for a terminal that draws ASCII only, cell for cell. */
export function toAscii(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (char) => ASCII[char] ?? "?");
}
