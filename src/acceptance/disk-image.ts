/** The disk image that an agent is told to write, and where it gets it from. */
import { createHash, randomBytes } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { createServer } from "node:http";
import { type Listening, listen } from "../conductor/listening.js";
import { qcow2Of } from "./qcow2.js";

const SECTOR = 512;
/** Where partitions begin by custom. */
const FIRST_SECTOR = 2048;
const SECTORS = 4 * FIRST_SECTOR;
const LINUX = 0x83;

export interface DiskImage {
  /** The disk as it has to be in the end. */
  readonly content: Buffer;
  /** The same as a file for the agent, qcow2. */
  readonly file: Buffer;
  /** Of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/** A disk of 4 MiB with one partition of what nobody could guess: no earlier image is taken for it. */
export function newDiskImage(): DiskImage {
  const content = Buffer.alloc(SECTORS * SECTOR);
  randomBytes((SECTORS - FIRST_SECTOR) * SECTOR).copy(content, FIRST_SECTOR * SECTOR);
  // The master boot record: a signature of the disk, one entry, the mark at its end.
  randomBytes(4).copy(content, 440);
  content.writeUInt8(LINUX, 446 + 4);
  content.writeUInt32LE(FIRST_SECTOR, 446 + 8);
  content.writeUInt32LE(SECTORS - FIRST_SECTOR, 446 + 12);
  content.writeUInt16LE(0xaa55, 510);
  const file = qcow2Of(content);
  return { content, file, sha256: createHash("sha256").update(file).digest("hex") };
}

/** Whether the disk in this file begins with the image. @throws the system's error when it cannot be read */
export function isWritten({ content }: DiskImage, diskFile: string): boolean {
  const found = Buffer.alloc(content.length);
  const file = openSync(diskFile, "r");
  try {
    readSync(file, found, 0, found.length, 0);
  } finally {
    closeSync(file);
  }
  return found.equals(content);
}

/** Hands the image to whoever asks on a free port of 127.0.0.1. @throws the system's error when there is none */
export function serveImage({ file }: DiskImage): Promise<Listening> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "application/octet-stream", "content-length": file.length });
    response.end(file);
  });
  return listen(server, { host: "127.0.0.1", port: 0 });
}
