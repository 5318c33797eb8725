/** KCONFIG_SEED as C's strtol() takes it, any base; null when it is not a number. The low 32 bits count. */
export function readSeed(text: string | undefined): number | null {
  const match = /^[ \t\n\v\f\r]*([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/.exec(text ?? "");
  if (match === null) return null;
  const digits = match[2] ?? "0";
  const octal = /^0[0-7]+$/.test(digits);
  const value = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  const limit = 2n ** 63n;
  const signed = match[1] === "-" ? -value : value;
  return Number(BigInt.asUintN(32, signed < -limit ? -limit : signed >= limit ? limit - 1n : signed));
}

/** A seed that differs from run to run. */
export function freshSeed(): number {
  return (Math.random() * 2 ** 32) >>> 0;
}

/** The seed as the C tools print it, to be given again. */
export function seedLine(seed: number): string {
  return `KCONFIG_SEED=0x${seed.toString(16).toUpperCase()}\n`;
}
