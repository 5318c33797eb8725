/**
 * Sources that are on the machine already, whatever they are called: each is recognized by the digest in Buildroot's
 * `.hash` files and put where Buildroot looks for it. The upstream tarballs in Debian's source packages are for many
 * packages the very bytes that Buildroot would download.
 */
import { realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { EXIT, UserError } from "../errors.js";
import { digestFile } from "./digest.js";
import { dlSubdirs } from "./dl-subdir.js";
import { type Algorithm, type KnownSource, readTree, strongest } from "./hash-files.js";
import { placeSource } from "./place.js";
import { walkFiles } from "./walk.js";
import type { WantedSource } from "./wanted.js";

export { type WantedSource, wantedSources } from "./wanted.js";

export interface AdoptOptions {
  /** The Buildroot tree. */
  readonly buildroot: string;
  /** BR2_DL_DIR; made if it does not exist. */
  readonly downloadDir: string;
  /** Folders (or files) to look through, with everything below them. */
  readonly from: readonly string[];
  /** External trees' folders with more `.hash` files (`package`, `board`). */
  readonly hashDirs?: readonly string[];
  /** What the configuration needs; decides what is reported missing. */
  readonly wanted?: readonly WantedSource[];
  readonly onEvent?: (event: AdoptEvent) => void;
  readonly signal?: AbortSignal;
}

export type AdoptEvent =
  | { readonly kind: "known"; readonly files: number }
  | { readonly kind: "adopted"; readonly from: string; readonly to: string }
  | { readonly kind: "present"; readonly to: string }
  /** The strongest digest is right and another one is not, or the file changed while it was read. */
  | { readonly kind: "refused"; readonly from: string; readonly to: string }
  | { readonly kind: "unreadable"; readonly path: string };

export interface AdoptReport {
  /** Paths below the download folder, sorted. */
  readonly adopted: readonly string[];
  readonly present: readonly string[];
  readonly refused: readonly string[];
  readonly unreadable: readonly string[];
  /** Of `wanted`: what is not in the download folder, then. */
  readonly missing: readonly WantedSource[];
  /** Files and bytes that were read. */
  readonly files: number;
  readonly bytes: number;
}

/** Where Buildroot keeps its packages. `board` is left out: those are other machines' kernels. */
const TREE_FOLDERS = ["package", "boot", "linux", "fs", "toolchain"];

/** What a download looks like, as opposed to a licence file, whose digest stands in the same `.hash` file. */
const DOWNLOAD =
  /\.(tar|t?gz|tgz|tbz2?|txz|bz2|xz|lz|lzma|zst|zip|7z|patch|diff|jar|deb|rpm|run|bin|exe|cpio|crate|gem|whl|img|mbn|fw|ttf|pem)$/i;

interface Place {
  readonly source: KnownSource;
  /** `<subdir>/<file>` */
  readonly path: string;
}

/**
 * Looks through the folders and adopts what belongs to this Buildroot.
 * @throws UserError (usage) when a folder of `from` does not exist, (noBuildroot) without a tree;
 *   file system errors while writing to the download folder
 */
export async function adoptSources(options: AdoptOptions): Promise<AdoptReport> {
  const tell = options.onEvent ?? (() => {});
  const downloadDir = resolve(options.downloadDir);
  const { places, algorithms } = await knownPlaces(options);
  tell({ kind: "known", files: places.size });

  const lists = { adopted: new Set<string>(), present: new Set<string>(), refused: new Set<string>() };
  const unreadable: string[] = [];
  const note = (path: string) => {
    unreadable.push(path);
    tell({ kind: "unreadable", path });
  };
  let files = 0;
  let bytes = 0;
  const own = await realpath(downloadDir).catch(() => downloadDir);
  for await (const { path: from, size } of walkFiles(options.from, new Set([own]), note)) {
    options.signal?.throwIfAborted();
    const found = await digestFile(from, algorithms, options.signal).catch((error: unknown) => {
      options.signal?.throwIfAborted();
      if (error instanceof Error) note(from);
      return new Map<Algorithm, string>();
    });
    files += 1;
    bytes += size;
    for (const [algorithm, hex] of found) {
      for (const { source, path } of places.get(`${algorithm}:${hex}`) ?? []) {
        const to = join(downloadDir, path);
        const placed = await placeSource(from, to, source, options.signal);
        if (placed === "adopted") {
          lists.adopted.add(path);
          tell({ kind: "adopted", from, to });
        } else if (placed === "present") {
          if (!lists.adopted.has(path)) lists.present.add(path);
          tell({ kind: "present", to });
        } else {
          lists.refused.add(path);
          tell({ kind: "refused", from, to });
        }
      }
    }
  }
  return {
    adopted: [...lists.adopted].sort(),
    present: [...lists.present].sort(),
    refused: [...lists.refused].sort(),
    ...{ unreadable, files, bytes },
    missing: await missingOf(options.wanted ?? [], downloadDir),
  };
}

/** Every place, by the strongest digest of what belongs there; two packages may want the same bytes. */
async function knownPlaces(options: AdoptOptions): Promise<{
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly algorithms: ReadonlySet<Algorithm>;
}> {
  if ((await stat(join(options.buildroot, "package")).catch(() => null)) === null) {
    throw new UserError(
      `${options.buildroot}: is no Buildroot tree: run \`ipa-image fetch\``,
      EXIT.noBuildroot,
    );
  }
  const tree = await readTree([
    ...TREE_FOLDERS.map((name) => join(options.buildroot, name)),
    ...(options.hashDirs ?? []),
  ]);
  const subdir = dlSubdirs(tree.subdirLines);
  const named = new Set((options.wanted ?? []).map(({ folder, file }) => `${folder}/${file}`));
  const places = new Map<string, Place[]>();
  const algorithms = new Set<Algorithm>();
  for (const source of tree.sources) {
    const path = `${subdir(source.packageName)}/${source.file}`;
    const key = strongest(source);
    if (key === undefined || !(DOWNLOAD.test(source.file) || named.has(path))) continue;
    algorithms.add(key.algorithm);
    const index = `${key.algorithm}:${key.hex}`;
    const known = places.get(index) ?? [];
    if (known.some((place) => place.path === path)) continue;
    known.push({ source, path });
    places.set(index, known);
  }
  return { places, algorithms };
}

async function missingOf(
  wanted: readonly WantedSource[],
  downloadDir: string,
): Promise<readonly WantedSource[]> {
  const missing: WantedSource[] = [];
  for (const source of wanted) {
    const info = await stat(join(downloadDir, source.folder, source.file)).catch(() => null);
    if (info === null || !info.isFile()) missing.push(source);
  }
  return missing;
}
