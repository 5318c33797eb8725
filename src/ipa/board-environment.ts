/** What a script of board/openstack/ipa is told, as Buildroot would tell it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeEnvironment } from "../buildroot/make-environment.js";

export interface BoardPlace {
  readonly repo: string;
  readonly buildroot: string;
  readonly output: string;
  readonly downloads: string;
}

/** HOST_DIR is named only when it is there: without it the machine's own Python runs pip. */
export function boardEnvironment(place: BoardPlace): Record<string, string | undefined> {
  const { buildroot, downloads, output, repo } = place;
  const pipHost = [join(output, "per-package/host-python-pip/host"), join(output, "host")].find((dir) =>
    existsSync(join(dir, "bin/python3")),
  );
  return {
    ...makeEnvironment(),
    BASE_DIR: output,
    BUILD_DIR: join(output, "build"),
    BR2_CONFIG: join(output, ".config"),
    BR2_DL_DIR: downloads,
    BR2_EXTERNAL_IPA_PATH: repo,
    ...(pipHost === undefined ? {} : { HOST_DIR: pipHost }),
    TARGET_DIR: join(output, "target"),
    TOPDIR: buildroot,
  };
}
