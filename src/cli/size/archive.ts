/** The files of a cpio archive as the kernel unpacks it (newc, `Documentation/driver-api/early-userspace/buffer-format.rst`). */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { UserError } from "../../buildroot/errors.js";

export interface ArchivedFile {
  /** Below the root, without `./` before it, one character a byte. */
  readonly path: string;
  readonly content: Buffer;
}

const HEADER_BYTES = 110;
/** The sixth of thirteen numbers of eight hexadecimal digits after the magic, the second, and the eleventh. */
const AT = { mode: 14, fileBytes: 54, nameBytes: 94 } as const;
const LAST = "TRAILER!!!";

/**
 * Its regular files, one after another. Of hard links to one file only the last has the content, so that nothing counts twice.
 *
 * @throws UserError when it is another format, or ends in the middle
 */
export function* filesOfArchive(path: string): Generator<ArchivedFile> {
  const file = openSync(path, "r");
  try {
    const end = fstatSync(file).size;
    const read = (at: number, bytes: number): Buffer => {
      if (at + bytes > end)
        throw new UserError(`${path}: ends in the middle of a file: build the image anew`);
      const buffer = Buffer.alloc(bytes);
      readSync(file, buffer, 0, bytes, at);
      return buffer;
    };
    for (let at = 0; ; ) {
      const header = read(at, HEADER_BYTES).toString("latin1");
      if (!/^07070[12][\dA-Fa-f]{104}$/.test(header))
        throw new UserError(
          `${path}: no cpio archive of the format newc at byte ${at}: build the image anew`,
        );
      const number = (from: number): number => Number.parseInt(header.slice(from, from + 8), 16);
      const nameAt = at + HEADER_BYTES;
      const name = read(nameAt, number(AT.nameBytes)).toString("latin1").replace(/\0$/, "");
      if (name === LAST) return;
      const contentAt = padded(nameAt + number(AT.nameBytes));
      if (isRegular(number(AT.mode)))
        yield { path: name.replace(/^\.\//, ""), content: read(contentAt, number(AT.fileBytes)) };
      at = padded(contentAt + number(AT.fileBytes));
    }
  } finally {
    closeSync(file);
  }
}

/** Names and contents begin at multiples of four. */
function padded(at: number): number {
  return Math.ceil(at / 4) * 4;
}

function isRegular(mode: number): boolean {
  return (mode & 0o170000) === 0o100000;
}
