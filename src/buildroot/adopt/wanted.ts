/** What a configuration downloads, out of `make show-info`. */
import { isPlainName } from "./hash-files.js";

export interface WantedSource {
  /** As show-info names it: `busybox`, `host-m4`. */
  readonly packageName: string;
  /** Folder below BR2_DL_DIR. */
  readonly folder: string;
  readonly file: string;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The files of every package, each once, in the order of show-info.
 * @param info the parsed JSON of `make show-info`; whatever does not look like it is passed over
 */
export function wantedSources(info: unknown): readonly WantedSource[] {
  if (!isRecord(info)) return [];
  const seen = new Set<string>();
  const wanted: WantedSource[] = [];
  for (const [packageName, entry] of Object.entries(info)) {
    if (!isRecord(entry) || typeof entry.dl_dir !== "string" || !Array.isArray(entry.downloads)) continue;
    for (const download of entry.downloads as readonly unknown[]) {
      if (!isRecord(download) || typeof download.source !== "string") continue;
      const { dl_dir: folder } = entry;
      const key = `${folder}/${download.source}`;
      if (seen.has(key) || !isPlainName(folder) || !isPlainName(download.source)) continue;
      seen.add(key);
      wanted.push({ packageName, folder, file: download.source });
    }
  }
  return wanted;
}
