/** Buildroot's `.hash` files: which sources there are, by their digests. */
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

export const ALGORITHMS = ["sha512", "sha384", "sha256", "sha224", "sha1", "md5"] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

/** Those that a file may be recognized by. A match by md5 or sha1 alone proves nothing any more. */
const STRONG: readonly Algorithm[] = ["sha512", "sha384", "sha256"];

export interface Digest {
  readonly algorithm: Algorithm;
  /** Lower-case hexadecimal. */
  readonly hex: string;
}

/** One file that a package downloads, with every digest that Buildroot will check it by. */
export interface KnownSource {
  /** The package's raw name: the name of the `.hash` file. */
  readonly packageName: string;
  readonly file: string;
  readonly digests: readonly Digest[];
}

/** A plain file name: no separator, no leading dot or dash. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_@+~][A-Za-z0-9_@+~.,=:%-]*$/.test(name);
}

/**
 * What a `.hash` file knows. Lines of licence files in subfolders, of unknown kinds, with a damaged digest or with
 * an unsafe name are passed over, as are files that have no strong digest.
 */
export function parseHashFile(packageName: string, text: string): readonly KnownSource[] {
  const files = new Map<string, Digest[]>();
  for (const line of text.split("\n")) {
    const [kind = "", value = "", ...rest] = line.trim().split(/\s+/);
    const file = rest.join(" ");
    const algorithm = ALGORITHMS.find((name) => name === kind);
    if (algorithm === undefined || !isPlainName(file)) continue;
    const hex = value.toLowerCase();
    if (!/^[0-9a-f]+$/.test(hex) || hex.length !== hexLength(algorithm)) continue;
    const digests = files.get(file) ?? [];
    digests.push({ algorithm, hex });
    files.set(file, digests);
  }
  return [...files]
    .filter(([, digests]) => digests.some((digest) => STRONG.includes(digest.algorithm)))
    .map(([file, digests]) => ({ packageName, file, digests }));
}

function hexLength(algorithm: Algorithm): number {
  return { sha512: 128, sha384: 96, sha256: 64, sha224: 56, sha1: 40, md5: 32 }[algorithm];
}

/** The digest to look a file up by: the strongest that Buildroot gives. */
export function strongest(source: KnownSource): Digest | undefined {
  for (const algorithm of STRONG) {
    const found = source.digests.find((digest) => digest.algorithm === algorithm);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What is found below the given folders: the sources, and the text of every makefile fragment. */
export interface TreeSources {
  readonly sources: readonly KnownSource[];
  /** Lines of the `.mk` files that say `…_DL_SUBDIR = …`. */
  readonly subdirLines: readonly string[];
}

/** Reads all `.hash` and `.mk` files below the folders; folders that do not exist are passed over. */
export async function readTree(folders: readonly string[]): Promise<TreeSources> {
  const sources: KnownSource[] = [];
  const subdirLines: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const names = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of names) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await visit(path);
      else if (entry.name.endsWith(".hash")) {
        const text = await readFile(path, "utf8").catch(() => "");
        sources.push(...parseHashFile(basename(entry.name, ".hash"), text));
      } else if (entry.name.endsWith(".mk")) {
        const text = await readFile(path, "utf8").catch(() => "");
        if (text.includes("_DL_SUBDIR"))
          subdirLines.push(...text.split("\n").filter((l) => l.includes("_DL_SUBDIR")));
      }
    }
  };
  for (const folder of folders) await visit(folder);
  return { sources, subdirLines };
}
