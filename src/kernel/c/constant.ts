/** The value of an integer constant expression. */
import { isIdentifier } from "./tokens.js";

const PRECEDENCE: Readonly<Record<string, number>> = {
  "||": 1,
  "&&": 2,
  "|": 3,
  "^": 4,
  "&": 5,
  "==": 6,
  "!=": 6,
  "<": 7,
  ">": 7,
  "<=": 7,
  ">=": 7,
  "<<": 8,
  ">>": 8,
  "+": 9,
  "-": 9,
  "*": 10,
  "/": 10,
  "%": 10,
};

/** Words of the types that tables cast to. */
const TYPE = /^(unsigned|signed|int|long|short|char|(__)?u(8|16|32|64)|uint(8|16|32|64)_t|kernel_ulong_t)$/;

/** What an identifier that is no macro stands for; null: the expression has no value. */
export type Unknown = (name: string) => number | null;

/** As an unsigned number of 32 bits, computed in 64; null for what is no constant expression. */
export function constantOf(tokens: readonly string[], unknown: Unknown = () => null): number | null {
  const reader = new Reader(tokens, unknown);
  const value = reader.expression();
  return value === null || !reader.done ? null : Number(BigInt.asUintN(32, value));
}

class Reader {
  #at = 0;
  constructor(
    readonly tokens: readonly string[],
    readonly unknown: Unknown,
  ) {}

  get done(): boolean {
    return this.#at === this.tokens.length;
  }

  /** With `A ? B : C`, and GNU's `A ?: C`. */
  expression(): bigint | null {
    const value = this.binary(0);
    if (this.tokens[this.#at] !== "?") return value;
    this.#at++;
    const yes = this.tokens[this.#at] === ":" ? value : this.expression();
    if (this.tokens[this.#at++] !== ":") return null;
    const no = this.expression();
    if (value === null) return null;
    return value === 0n ? no : yes;
  }

  /** `(unsigned)`, behind its opening bracket. */
  #skipsCast(): boolean {
    let end = this.#at;
    while (TYPE.test(this.tokens[end] ?? "")) end++;
    if (end === this.#at || this.tokens[end] !== ")") return false;
    this.#at = end + 1;
    return true;
  }

  binary(least: number): bigint | null {
    let left = this.#unary();
    for (;;) {
      const operator = this.tokens[this.#at];
      const precedence = operator === undefined ? undefined : PRECEDENCE[operator];
      if (left === null || operator === undefined || precedence === undefined || precedence <= least)
        return left;
      this.#at++;
      const right = this.binary(precedence);
      left = right === null ? null : combine(operator, left, right);
    }
  }

  #unary(): bigint | null {
    const token = this.tokens[this.#at++];
    if (token === undefined) return null;
    if (token === "~" || token === "-" || token === "!" || token === "+") {
      const value = this.#unary();
      if (value === null) return null;
      if (token === "~") return ~value;
      if (token === "!") return value === 0n ? 1n : 0n;
      return token === "-" ? -value : value;
    }
    if (token === "(" && this.#skipsCast()) return this.#unary();
    if (token === "(") {
      const value = this.expression();
      return this.tokens[this.#at++] === ")" ? value : null;
    }
    if (/^\d/.test(token)) return literal(token);
    const known = isIdentifier(token) ? this.unknown(token) : null;
    return known === null ? null : BigInt(known);
  }
}

/** `0x8086`, `010`, `1UL`. */
function literal(token: string): bigint | null {
  const digits = token.replace(/[uUlL]+$/, "");
  if (/^(0[xX][0-9a-fA-F]+|[1-9]\d*|0)$/.test(digits)) return BigInt(digits);
  return /^0[0-7]+$/.test(digits) ? BigInt(`0o${digits.slice(1)}`) : null;
}

const truth = (holds: boolean) => (holds ? 1n : 0n);

function combine(operator: string, left: bigint, right: bigint): bigint | null {
  switch (operator) {
    case "||":
      return truth(left !== 0n || right !== 0n);
    case "&&":
      return truth(left !== 0n && right !== 0n);
    case "|":
      return left | right;
    case "^":
      return left ^ right;
    case "&":
      return left & right;
    case "==":
      return truth(left === right);
    case "!=":
      return truth(left !== right);
    case "<":
      return truth(left < right);
    case ">":
      return truth(left > right);
    case "<=":
      return truth(left <= right);
    case ">=":
      return truth(left >= right);
    case "<<":
      return right < 64n ? BigInt.asUintN(64, left << right) : null;
    case ">>":
      return right < 64n ? left >> right : null;
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    default:
      if (right === 0n) return null;
      return operator === "/" ? left / right : left % right;
  }
}
