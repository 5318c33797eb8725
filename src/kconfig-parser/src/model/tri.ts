/** A tristate: n, m, y. AND is the smaller one, OR the larger, NOT is 2 minus it. */
export type Tri = 0 | 1 | 2;

export const NO = 0;
export const MOD = 1;
export const YES = 2;

export function triAnd(a: Tri, b: Tri): Tri {
  return a < b ? a : b;
}

export function triOr(a: Tri, b: Tri): Tri {
  return a > b ? a : b;
}

export function triNot(a: Tri): Tri {
  return (2 - a) as Tri;
}

/** `n`, `m` or `y`. */
export function triText(value: Tri): "n" | "m" | "y" {
  return value === YES ? "y" : value === MOD ? "m" : "n";
}

/** The value that a word says: n for every word but `y` and `m`. */
export function triOf(text: string | null): Tri {
  return text === "y" ? YES : text === "m" ? MOD : NO;
}
