import type { Random } from "../support/random.js";

const bytes = [
  "\0",
  "\x01",
  "\x7f",
  "\x80",
  "\xff",
  "\r",
  "\f",
  "\\",
  '"',
  "'",
  "$",
  "$(",
  ")",
  "(",
  "#",
  "=",
  "!",
  "&",
  "|",
  "<",
  "@",
  ",",
  ":",
  " ",
];
const words = [
  "config",
  "if",
  "endif",
  "menu",
  "endmenu",
  "choice",
  "endchoice",
  "help",
  "on",
  "y",
  "bool",
  "source",
  "default",
  "visible if y",
  "\\\n",
  "&&",
  "||",
  ":=",
  "+=",
];

/** Makes a few lines wrong: bytes that do not belong, words out of place, lines lost or doubled. */
export function damageText(text: string, random: Random): string {
  const lines = text.split("\n");
  for (let n = 1 + random.below(3); n > 0; n--) {
    const at = random.below(lines.length);
    const line = lines[at] ?? "";
    const cut = random.below(line.length + 1);
    lines.splice(
      at,
      1,
      ...random.pick<() => string[]>([
        () => [],
        () => [line, line],
        () => [line.slice(0, cut) + random.pick(bytes) + line.slice(cut)],
        () => [line.slice(0, cut) + line.slice(cut + 1)],
        () => [`${line.slice(0, cut)} ${random.pick(words)} ${line.slice(cut)}`],
        () => [line.slice(0, cut), line.slice(cut)],
        () => [line, random.pick(words)],
        () => [line.slice(0, cut)],
      ])(),
    );
  }
  return lines.join("\n");
}
