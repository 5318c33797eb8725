/** One build at a time in an output folder. */
import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "./errors.js";

/**
 * Takes the folder; returns what gives it back. A lock whose process is gone is taken over.
 * @throws UserError (exit code 1) while another build is at work there.
 */
export async function lockOutput(output: string): Promise<() => Promise<void>> {
  await mkdir(output, { recursive: true });
  const path = join(output, ".ipa-image.lock");
  for (;;) {
    try {
      const file = await open(path, "wx");
      await file.writeFile(`${process.pid}\n`);
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const pid = Number((await readFile(path, "utf8").catch(() => "")).trim());
    if (pid > 0 && isAlive(pid)) {
      throw new UserError(`${output}: process ${pid} is building here: wait for it, or use --output DIR`);
    }
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
