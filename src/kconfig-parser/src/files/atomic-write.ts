import {
  closeSync,
  copyFileSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";

export interface WriteOptions {
  /** Keeps what was there under this name. */
  readonly backup?: string;
  /** Writes into the file itself, keeping links. C: KCONFIG_OVERWRITECONFIG. */
  readonly inPlace?: boolean;
  /** false: the file may be lost, or be half there, when the machine stops. For what can be made again. */
  readonly durable?: boolean;
}

/**
 * Writes latin1 text, or bytes, under a temporary name, syncs it, and renames it into place, so that the file is either
 * the old one or the new one, whatever happens.
 * @throws the system's error; the old file then stands as it was.
 */
export function writeFileAtomically(
  path: string,
  text: string | Uint8Array,
  options: WriteOptions = {},
): void {
  if (options.inPlace) {
    writeFileSync(path, text, "latin1");
    return;
  }
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, "w");
    try {
      writeFileSync(file, text, "latin1");
      if (options.durable !== false) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (options.backup !== undefined) keepAs(path, options.backup);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  if (options.durable !== false) syncFolder(dirname(path));
}

/** Gives the old file a second name; it keeps its own until the new file takes it. Folders are left alone. */
function keepAs(path: string, backup: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined || stat.isDirectory()) return;
  const temporary = `${backup}.${process.pid}.tmp`;
  try {
    linkSync(path, temporary);
  } catch {
    // Left over from a process of this number, or a file system without hard links.
    rmSync(temporary, { force: true });
    copyFileSync(path, temporary);
  }
  renameSync(temporary, backup);
}

function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
