import type { Random } from "../support/random.js";

const kinds: readonly (readonly [number, (random: Random) => string])[] = [
  [50, () => ""],
  [10, () => "y"],
  [10, () => "n"],
  [6, () => "m"],
  [6, () => "?"],
  [6, (random) => String(random.below(12))],
  [2, (random) => String(random.below(1 << 30))],
  [2, (random) => `0x${random.below(1 << 30).toString(16)}`],
  [
    8,
    (random) =>
      random.pick([
        ...[
          "Y",
          "N",
          "M",
          "yes",
          "no",
          "mod",
          "yy",
          "n ",
          " y",
          "\ty",
          "y\t",
          "y n",
          "\r",
          "y\r",
          " ",
          "   ",
        ],
        ...[
          "??",
          "? ",
          " ?",
          "1?",
          "0?",
          "12 ?",
          "-1",
          "-5",
          "+3",
          "0",
          "00",
          "007",
          "0x",
          "0xg",
          "99999999999999999999",
        ],
        ...[
          "x",
          "text",
          'a "quoted" text',
          "back\\slash",
          "$(X)",
          "#",
          "q",
          "h",
          "\u00e4\u00ff",
          "\u0001",
          "/",
        ],
      ]),
  ],
  [1, (random) => "y".repeat(random.below(300))],
];

/** Lines for a program that asks: good answers and bad ones, requests for help, and an end that may come before the questions'. */
export function answers(random: Random): string {
  const count = random.weighted([
    [1, 0],
    [4, random.below(30)],
    [5, random.below(20_000)],
  ]);
  const lines = Array.from({ length: count }, () => random.weighted(kinds)(random));
  return lines.join("\n") + (random.chance(80) && count > 0 ? "\n" : "");
}
