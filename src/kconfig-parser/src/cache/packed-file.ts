/** A file of the cache: a JSON header and sections of bytes, under a checksum. */
export interface Packed {
  readonly header: unknown;
  readonly sections: readonly Uint8Array[];
}

const MAGIC = 0x6b636631;
const HEAD_WORDS = 3;

/** The bytes of a packed file. Sections begin at multiples of eight, so that numbers can be read in place. */
export function pack({ header, sections }: Packed): Buffer {
  const text = Buffer.from(JSON.stringify({ header, lengths: sections.map((s) => s.byteLength) }), "utf8");
  const start = align(HEAD_WORDS * 4 + text.length);
  const size = sections.reduce((end, section) => align(end + section.byteLength), start);
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(MAGIC, 0);
  bytes.writeUInt32LE(text.length, 8);
  text.copy(bytes, HEAD_WORDS * 4);
  let at = start;
  for (const section of sections) {
    bytes.set(section, at);
    at = align(at + section.byteLength);
  }
  bytes.writeUInt32LE(checksum(bytes), 4);
  return bytes;
}

/** What `pack` packed; null for bytes that were cut, changed, or are something else. */
export function unpack(bytes: Buffer): Packed | null {
  if (bytes.length < HEAD_WORDS * 4 || bytes.readUInt32LE(0) !== MAGIC) return null;
  if (bytes.length % 8 !== 0 || checksum(bytes) !== bytes.readUInt32LE(4)) return null;
  const textLength = bytes.readUInt32LE(8);
  const { header, lengths } = JSON.parse(
    bytes.toString("utf8", HEAD_WORDS * 4, HEAD_WORDS * 4 + textLength),
  ) as { header: unknown; lengths: readonly number[] };
  let at = align(HEAD_WORDS * 4 + textLength);
  const sections = lengths.map((length) => {
    const section = bytes.subarray(at, at + length);
    at = align(at + length);
    return section;
  });
  return { header, sections };
}

function align(position: number): number {
  return (position + 7) & ~7;
}

/**
 * FNV-1a over the words after the checksum's own place: every step is reversible, so one changed word always shows.
 * Our own, because loading zlib for its crc32 takes longer than all of this.
 */
function checksum(bytes: Buffer): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  let hash = 2166136261 ^ bytes.length;
  for (let i = 2; i < words.length; i++) hash = Math.imul(hash ^ (words[i] as number), 0x01000193);
  return hash >>> 0;
}
