/** Files that are there whole or not at all. */
import { randomUUID } from "node:crypto";
import { closeSync, fdatasyncSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { storageError } from "./storage-error.js";

/**
 * Writes a file under a temporary name beside it and renames it: whoever reads sees the old or the new one. Nothing
 * is promised for when the machine stops, but with `sync` that the content is on the disk before it gets the name.
 * @throws StorageError; then the file is as it was before.
 */
export function replaceFile(path: string, content: Uint8Array, sync = false): void {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    const file = openSync(temporary, "wx");
    try {
      writeAll(file, content, null);
      if (sync) fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw storageError(path, error);
  }
}

/** Writes every byte: one write() may take only a part (a disk that is nearly full), the next one says why. */
export function writeAll(file: number, content: Uint8Array, position: number | null): void {
  let done = 0;
  while (done < content.length) {
    done += writeSync(file, content, done, content.length - done, position === null ? null : position + done);
  }
}

/** Puts the names in a folder on the disk. */
export function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** As replaceFile; when it returns, content and name are on the disk. */
export function writeDurably(path: string, content: Uint8Array): void {
  replaceFile(path, content, true);
  try {
    syncFolder(dirname(path));
  } catch (error) {
    throw storageError(path, error);
  }
}
