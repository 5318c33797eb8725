/** Whether a file is what a machine can be started from, by its first bytes: QEMU would wait for it to the end of its time. */
import { closeSync, openSync, readSync, statSync } from "node:fs";

export type Role = "kernel" | "initrd" | "rootfs" | "iso";

interface Kind {
  readonly is: string;
  /** One of these stands there: bytes as latin1, and where. None: any file may be it. */
  readonly marks: readonly { readonly at: number; readonly bytes: string }[];
}

const start = (bytes: string): { readonly at: number; readonly bytes: string } => ({ at: 0, bytes });

const KINDS: Readonly<Record<Role, Kind>> = {
  // Linux's boot protocol for x86; an ELF file with an entry for PVH.
  kernel: { is: "a kernel for x86 (bzImage)", marks: [{ at: 0x202, bytes: "HdrS" }, start("\x7fELF")] },
  initrd: {
    is: "a cpio archive, nor one packed with gzip, bzip2, xz, lzma, lzo, lz4 or zstd",
    marks: [
      ...["070701", "070702", "\x1f\x8b", "BZh", "\xfd7zXZ\0", "\x5d\0\0"],
      ...["\x89LZO\0", "\x02\x21\x4c\x18", "\x28\xb5\x2f\xfd"],
    ].map(start),
  },
  rootfs: { is: "an image of a disk", marks: [] },
  iso: { is: "an ISO 9660 image", marks: [{ at: 0x8001, bytes: "CD001" }] },
};

/** What the file is not, in words; null where it may be what it is given as. */
export function whatItIsNot(path: string, role: Role): string | null {
  const { is, marks } = KINDS[role];
  if (statSync(path).isDirectory()) return `${is}, but a folder`;
  const file = openSync(path, "r");
  try {
    const isThere = marks.some(({ at, bytes }) => readAt(file, at, bytes.length) === bytes);
    return marks.length === 0 || isThere ? null : is;
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, at: number, length: number): string {
  const buffer = Buffer.alloc(length);
  return buffer.toString("latin1", 0, readSync(file, buffer, 0, length, at));
}
