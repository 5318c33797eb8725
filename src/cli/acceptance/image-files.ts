/** The files that `ipa-image test` starts: those of a build, or those that are given. */
import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ImageFile } from "../../acceptance/report.js";
import { EXIT, UserError } from "../../buildroot/errors.js";
import { findImages } from "../../ipa/boot.js";
import { type Role, whatItIsNot } from "./file-kinds.js";
import type { Startable } from "./ways.js";

export interface Given {
  readonly kernel?: string;
  readonly initrd?: string;
  readonly rootfs?: string;
  readonly iso?: string;
}

export interface ImageFiles extends Startable {
  readonly origin: "ours" | "given";
}

/**
 * Given files are never mixed with those of a build: what is reported must be what ran. @throws UserError (2) when
 * they make no machine, (10) when one is missing or something else than it should be, or nothing was built
 */
export function imageFiles(given: Given, images: string): ImageFiles {
  const { initrd, iso, kernel, rootfs } = given;
  const roles = (["kernel", "initrd", "rootfs", "iso"] as const).filter((role) => given[role] !== undefined);
  if (roles.length === 0) {
    const isoPath = join(images, "rootfs.iso9660");
    const built = findImages(images);
    return { ...built, origin: "ours", rootfs: null, iso: existsSync(isoPath) ? isoPath : null };
  }
  if (kernel === undefined && (initrd !== undefined || rootfs !== undefined))
    throw new UserError("test: --initrd and --rootfs need a --kernel: give one", EXIT.usage);
  if (kernel !== undefined && initrd === undefined && rootfs === undefined)
    throw new UserError("test: a kernel alone finds no agent: give --initrd or --rootfs", EXIT.usage);
  for (const role of roles) refuseWrongFile(given[role] ?? "", role);
  const full = (path: string | undefined) => (path === undefined ? null : resolve(path));
  return {
    origin: "given",
    kernel: full(kernel),
    initrd: full(initrd),
    rootfs: full(rootfs),
    iso: full(iso),
  };
}

function refuseWrongFile(path: string, role: Role): void {
  if (!existsSync(path)) throw new UserError(`test: ${path}: no such file: mend the path`, EXIT.boot);
  const wrong = whatItIsNot(path, role);
  if (wrong !== null)
    throw new UserError(`test: ${path}: not ${wrong}: give --${role} another file`, EXIT.boot);
}

/** Size and sum of each, for a report that says what ran. */
export function describeFiles(image: Startable): Promise<readonly ImageFile[]> {
  const roles = ["kernel", "initrd", "rootfs", "iso"] as const;
  const found = roles.flatMap((role) => {
    const path = image[role];
    return path === null ? [] : [{ role, path }];
  });
  return Promise.all(
    found.map(async ({ path, role }) => {
      const hash = createHash("sha256");
      await pipeline(createReadStream(path), hash);
      return { role, path, bytes: statSync(path).size, sha256: hash.digest("hex") };
    }),
  );
}
