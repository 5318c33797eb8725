/** What each package takes of the packed archive, estimated. */
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { ArchivedFile } from "./archive.js";

const compress = promisify(brotliCompress);

/**
 * Brotli with a window of 16 MiB stands for xz, which would take minutes: of the 45 packages that take most of the openstack
 * image, 43 came within 15 % of what xz makes of them (systemd's programs share much code: a fifth too much).
 */
const LIKE_XZ = { params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 } };

/**
 * @param packages - the files of each
 * @param total - bytes of the packed archive, of which every package gets its share
 * @returns bytes by package, the largest first
 */
export async function estimatePacked(
  packages: ReadonlyMap<string, readonly ArchivedFile[]>,
  total: number,
): Promise<Readonly<Record<string, number>>> {
  const packed = await Promise.all(
    [...packages].map(async ([name, files]): Promise<[string, number]> => {
      return [name, (await compress(Buffer.concat(files.map(({ content }) => content)), LIKE_XZ)).length];
    }),
  );
  const sum = packed.reduce((all, [, bytes]) => all + bytes, 0);
  return Object.fromEntries(
    packed
      .map(([name, bytes]): [string, number] => [name, Math.round((total * bytes) / sum)])
      .sort(([, one], [, other]) => other - one),
  );
}
