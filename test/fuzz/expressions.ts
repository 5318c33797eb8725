import type { Random } from "../support/random.js";

/** The types that a generated symbol may have. */
export type Type = "bool" | "tristate" | "int" | "hex" | "string";

/** A symbol that the generated tree declares, or will declare. */
export interface Sym {
  readonly name: string;
  readonly type: Type;
  /** Expressions mostly look back, so that most trees have no cycle. */
  readonly rank: number;
}

const numbers = [
  "0",
  "1",
  "5",
  "10",
  "010",
  "-3",
  "100",
  "255",
  "99999999999",
  "0x10",
  "0xFF",
  "-0x1",
  "7z",
  "",
];
const words = [
  "y",
  "n",
  "m",
  "hello",
  "a b",
  "",
  'x\\"y',
  "back\\\\slash",
  "\xe9\xff",
  "it's",
  "#no comment",
  "$",
];

/** A value that suits the type, mostly. */
export function valueFor(type: Type, random: Random): string {
  if (random.chance(4)) return random.pick([...numbers, ...words.filter((w) => !w.includes("\\"))]);
  switch (type) {
    case "bool":
      return random.pick(["y", "n", "y", "n", "m"]);
    case "tristate":
      return random.pick(["y", "n", "m"]);
    case "int":
      return String(random.below(random.pick([3, 30, 300])) - random.pick([0, 0, 5]));
    case "hex":
      return `0x${random.below(random.pick([16, 300])).toString(16)}`;
    case "string":
      return random.pick(words.filter((w) => !w.includes("\\")));
  }
}

/** The value as a Kconfig file writes it, quoted where it must be and sometimes where it need not. */
export function literalFor(type: Type, random: Random): string {
  const value = valueFor(type, random);
  const plain = /^[A-Za-z0-9_]+$/.test(value);
  if (plain && (type !== "string" || random.chance(20)) && !random.chance(15)) return value;
  const quote = value.includes("'") ? '"' : random.pick(['"', '"', '"', "'"]);
  return quote + value + quote;
}

/** A condition over the symbols given, to a depth. */
export function condition(symbols: readonly Sym[], random: Random, depth = random.below(4)): string {
  if (depth <= 0) return atom(symbols, random);
  switch (random.below(8)) {
    case 0:
      return `!${operand(symbols, random, depth - 1)}`;
    case 1:
    case 2:
    case 3:
      return `${operand(symbols, random, depth - 1)} && ${operand(symbols, random, depth - 1)}`;
    case 4:
    case 5:
      return `${operand(symbols, random, depth - 1)} || ${operand(symbols, random, depth - 1)}`;
    case 6:
      return `(${condition(symbols, random, depth - 1)})`;
    default:
      return relation(symbols, random);
  }
}

function operand(symbols: readonly Sym[], random: Random, depth: number): string {
  const text = condition(symbols, random, depth);
  return random.chance(35) ? `(${text})` : text;
}

function atom(symbols: readonly Sym[], random: Random): string {
  if (random.chance(8)) return random.pick(["y", "n", "m"]);
  if (random.chance(4)) return "NOBODY";
  const tri = symbols.filter((s) => s.type === "bool" || s.type === "tristate");
  if (tri.length > 0 && random.chance(85)) return random.pick(tri).name;
  return relation(symbols, random);
}

function relation(symbols: readonly Sym[], random: Random): string {
  const operator = random.pick(["=", "=", "!=", "<", "<=", ">", ">="]);
  if (symbols.length === 0) return `y ${operator} ${random.pick(["y", "n", "m"])}`;
  const left = random.pick(symbols);
  const right = random.chance(30) ? random.pick(symbols).name : literalFor(left.type, random);
  return random.chance(90) ? `${left.name} ${operator} ${right}` : `${right}${operator}${left.name}`;
}
