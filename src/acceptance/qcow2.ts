/** A disk image as clouds hand them out: QEMU's qcow2, version 3. Source: QEMU's docs/interop/qcow2.rst. Pure. */

const CLUSTER_BITS = 16;
const CLUSTER = 2 ** CLUSTER_BITS;
/** The clusters in front of the content, each with a cluster of its own. */
const AT = {
  header: 0,
  refcountTable: 1,
  refcountBlock: 2,
  firstTable: 3,
  secondTable: 4,
  content: 5,
} as const;
/** Nothing but this image uses the cluster. */
const OWN = 1n << 63n;
/** What one second table can name. */
const MOST_BYTES = (CLUSTER / 8) * CLUSTER;

/** @param content the disk, byte by byte: at most 512 MiB. @throws RangeError when it is more */
export function qcow2Of(content: Buffer): Buffer {
  if (content.length > MOST_BYTES)
    throw new RangeError(`${content.length} bytes are more than ${MOST_BYTES}`);
  const clusters = AT.content + Math.ceil(content.length / CLUSTER);
  const image = Buffer.alloc(clusters * CLUSTER);
  writeHeader(image, content.length);
  image.writeBigUInt64BE(offsetOf(AT.refcountBlock), Number(offsetOf(AT.refcountTable)));
  for (let index = 0; index < clusters; index++)
    image.writeUInt16BE(1, Number(offsetOf(AT.refcountBlock)) + 2 * index);
  image.writeBigUInt64BE(offsetOf(AT.secondTable) | OWN, Number(offsetOf(AT.firstTable)));
  for (let index = AT.content; index < clusters; index++)
    image.writeBigUInt64BE(
      offsetOf(index) | OWN,
      Number(offsetOf(AT.secondTable)) + 8 * (index - AT.content),
    );
  content.copy(image, Number(offsetOf(AT.content)));
  return image;
}

function writeHeader(image: Buffer, size: number): void {
  image.write("QFI\xfb", 0, "latin1");
  image.writeUInt32BE(3, 4);
  // No backing file (8, 16).
  image.writeUInt32BE(CLUSTER_BITS, 20);
  image.writeBigUInt64BE(BigInt(size), 24);
  // Not encrypted (32).
  image.writeUInt32BE(1, 36);
  image.writeBigUInt64BE(offsetOf(AT.firstTable), 40);
  image.writeBigUInt64BE(offsetOf(AT.refcountTable), 48);
  image.writeUInt32BE(1, 56);
  // No snapshots (60, 64), no features (72 to 95); counts of 2^4 bits, a header of 104 bytes.
  image.writeUInt32BE(4, 96);
  image.writeUInt32BE(104, 100);
}

function offsetOf(cluster: number): bigint {
  return BigInt(cluster * CLUSTER);
}
