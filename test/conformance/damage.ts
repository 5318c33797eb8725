import type { Random } from "../support/random.js";

const unset = /^# (\S+) is not set$/;

/** What may happen to a line of a .config. */
const ways: readonly ((line: string, random: Random) => readonly string[])[] = [
  () => [],
  (line) => [line.replace(/=y$/, "=n")],
  (line) => [line.replace(/=[ym]$/, "=m")],
  (line) => [line.replace(unset, "$1=y")],
  (line) => [line.replace(unset, "$1=m")],
  (line) => [line.replace(/^(\w+)=[ym]$/, "# $1 is not set")],
  (line) => [line.replace(/=.*$/, "=garbage")],
  (line) => [line.replace(/=.*$/, "=")],
  (line) => [line, line],
  (line) => [line, line.replace(/=y$/, "=n")],
  (line) => [line.replace(/"$/, "")],
  (line) => [line.replace(/="/, '="a\\"b\\\\c$(X) ')],
  (line) => [line, "CONFIG_NOBODY_KNOWS_THIS=y"],
  (line) => [line, "nonsense", "# CONFIG_NOBODY_KNOWS_THIS is not set"],
  (line) => [`${line}\r`],
  (line) => [`  ${line}`],
  (line) => [line.replace(/=[0-9]+$/, "=-99999999")],
  (line) => [line.replace(/=[0-9]+$/, "=99999999999999999999")],
  (line) => [line.replace(/=0x[0-9a-f]+$/, "=0xFFFFFFFFFFFFFFFFF")],
  (line) => [line.replace(/=0x/, "=")],
  (line, random) => [line.slice(0, random.below(line.length + 1))],
  (line, random) => [line.slice(0, 5) + String.fromCharCode(1 + random.below(255)) + line.slice(5)],
];

/** Deletes, flips, repeats, cuts and invents lines of a .config; the same generator gives the same damage. */
export function damage(text: string, random: Random): string {
  const lines = text.trimEnd().split("\n");
  for (let n = 1 + random.below(random.pick([5, 60, 300])); n > 0; n--) {
    const at = random.below(lines.length);
    lines.splice(at, 1, ...random.pick(ways)(lines[at] ?? "", random));
  }
  const whole = `${lines.join("\n")}\n`;
  return random.chance(15) ? whole.slice(0, random.below(whole.length)) : whole;
}

/** A `.config` without some of its lines, as an older one is. */
export function loseLines(text: string, random: Random): string {
  const lines = text.split("\n");
  for (let n = 1 + random.below(40); n > 0; n--) lines.splice(random.below(lines.length), 1);
  return lines.join("\n");
}
