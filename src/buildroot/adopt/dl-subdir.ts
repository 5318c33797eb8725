/**
 * The folder of BR2_DL_DIR that a package's files lie in: its own name, unless its makefile says `<PKG>_DL_SUBDIR`
 * (linux-headers shares linux, gcc-final shares gcc).
 */

/** @param lines of the tree's makefiles; computed values other than another package's `_DL_SUBDIR` are not followed */
export function dlSubdirs(lines: readonly string[]): (packageName: string) => string {
  const values = new Map<string, string>();
  for (const line of lines) {
    const match = /^(?:HOST_)?([A-Z0-9_]+)_DL_SUBDIR\s*[:?]?=\s*(\S+)\s*$/.exec(line);
    if (match?.[1] !== undefined && match[2] !== undefined) values.set(match[1], match[2]);
  }
  return (packageName) => resolve(packageName, values, 0);
}

function resolve(packageName: string, values: ReadonlyMap<string, string>, depth: number): string {
  const value = values.get(packageName.toUpperCase().replace(/-/g, "_"));
  if (value === undefined || depth > 8) return packageName;
  const other = /^\$\(([A-Z0-9_]+)_DL_SUBDIR\)$/.exec(value)?.[1];
  if (other !== undefined) return resolve(other.toLowerCase().replace(/_/g, "-"), values, depth + 1);
  return /^[A-Za-z0-9][A-Za-z0-9_.+-]*$/.test(value) ? value : packageName;
}
