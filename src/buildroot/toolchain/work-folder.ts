/** The folder beside the toolchain in which it is made; what a run that was killed left behind goes with the next. */
import { mkdir, readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Makes `.<name>.<pid>.partial` beside `directory`, on the same file system, so that a rename ends the work.
 * @throws the file system's error
 */
export async function openWorkFolder(directory: string): Promise<string> {
  const parent = dirname(directory);
  const prefix = `.${basename(directory)}.`;
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    if (!name.startsWith(prefix)) continue;
    const pid = /^(\d+)\.partial$/.exec(name.slice(prefix.length))?.[1];
    if (pid === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue;
    await rm(join(parent, name), { recursive: true, force: true });
  }
  const work = join(parent, `${prefix}${process.pid}.partial`);
  await mkdir(work);
  return work;
}
