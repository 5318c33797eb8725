/** What the fragments of a kernel's configuration ask for, line by line. Pure. */

export interface FragmentFile {
  readonly path: string;
  readonly text: string;
}

/** The value that counts for a symbol: where several files set it, the last one's. */
export interface SymbolRequest {
  /** Without `CONFIG_`. */
  readonly symbol: string;
  /** As in a `.config`, without quotes; "n" for "is not set". */
  readonly value: string;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** In the order of the files; a symbol that is set again moves to where that is. */
export function requestsOf(files: readonly FragmentFile[]): readonly SymbolRequest[] {
  const requests = new Map<string, SymbolRequest>();
  for (const { path, text } of files)
    text.split("\n").forEach((line, index) => {
      const found = requestIn(line);
      if (found === null) return;
      requests.delete(found.symbol);
      requests.set(found.symbol, { ...found, file: path, line: index + 1 });
    });
  return [...requests.values()];
}

function requestIn(line: string): { symbol: string; value: string } | null {
  const match = /^(?:# CONFIG_(\w+) is not set|CONFIG_(\w+)=(.*?)\r?)$/.exec(line);
  if (match === null) return null;
  const [, off, symbol = off ?? "", value] = match;
  if (value === undefined) return { symbol, value: "n" };
  return { symbol, value: /^".*"$/.test(value) ? value.slice(1, -1).replace(/\\(.)/g, "$1") : value };
}
