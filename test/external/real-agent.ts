import { join } from "node:path";
import { execa, execaSync } from "execa";
import { repository } from "./tree.js";

/** The initramfs with a real agent, Debian's, that test/support/agent-image makes. */
export const agentInitramfs = join(repository, ".corpus/agent-image/initrd");

/** Unpacks what matches the patterns out of it into `folder`. */
export async function unpackAgent(folder: string, ...patterns: readonly string[]): Promise<void> {
  const words = 'initramfs=$1; shift; zstd -dc "$initramfs" | cpio -idm --quiet --no-absolute-filenames "$@"';
  await execa("bash", ["-o", "pipefail", "-c", words, "bash", agentInitramfs, ...patterns], { cwd: folder });
}

/** Makes wheels of distributions that are installed in `site`; see test/support/repack.py for the words. */
export function repack(site: string, out: string, ...words: readonly string[]): void {
  execaSync("/usr/bin/python3", ["-B", join(repository, "test/support/repack.py"), site, out, ...words]);
}
