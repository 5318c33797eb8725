import { toInt64 } from "../../eval/compare.js";
import { Failure } from "../../io.js";

/** Of a hundred symbols, how many get which value; the rest is n. */
export interface Probability {
  readonly boolYes: number;
  readonly tristateYes: number;
  readonly tristateMod: number;
}

/**
 * KCONFIG_PROBABILITY: N, N:M or N:M:L, as the kernel's documentation of kconfig tells.
 * @throws Failure for a percentage below 0, above 100, or parts that add up to more than 100.
 */
export function readProbability(text: string | undefined): Probability {
  const parts = text === undefined ? [] : leadingNumbers(text);
  if (parts.some((p) => p < 0 || p > 100)) throw outOfRange();
  const [n = 0, m = 0, l = 0] = parts;
  const result =
    parts.length === 0
      ? { boolYes: 50, tristateYes: 33, tristateMod: 33 }
      : parts.length === 1
        ? { boolYes: n, tristateYes: n - Math.trunc(n / 2), tristateMod: Math.trunc(n / 2) }
        : parts.length === 2
          ? { boolYes: n + m, tristateYes: n, tristateMod: m }
          : { boolYes: n, tristateYes: m, tristateMod: l };
  if (result.tristateYes + result.tristateMod > 100) throw outOfRange();
  return result;
}

/** Up to three numbers between colons. As strtol() has it, what is no number is 0 and is not passed over. */
function leadingNumbers(text: string): number[] {
  const found: number[] = [];
  let rest = text;
  while (found.length < 3 && rest !== "") {
    const match = /^[ \t\n\v\f\r]*([+-]?[0-9]+)/.exec(rest);
    found.push(Number(BigInt.asIntN(32, toInt64(rest, 10))));
    rest = rest.slice(match?.[0].length ?? 0);
    if (rest.startsWith(":")) rest = rest.slice(1);
  }
  return found;
}

function outOfRange(): Failure {
  return new Failure("KCONFIG_PROBABILITY: Numerical result out of range\n");
}
