import { execFileSync, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { build, environment, program, run, temporaryFolder } from "./rig.js";

/** Whether a process is there and not just waiting to be reaped. */
function isRunning(pid: string): boolean {
  if (!existsSync(`/proc/${pid}`)) return false;
  return !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
}

describe.skipIf(!existsSync("/proc/self/status"))("an interrupted build", () => {
  it.each([
    ["SIGINT", 130, "", "in which all listen to SIGTERM"],
    ["SIGTERM", 143, "1", "in which a process does not"],
  ] as const)(
    "by %s (exit code %i, MINI_STUBBORN=%s, a build %s) leaves no process behind, and the next run goes on",
    async (signal, code, stubborn, _words) => {
      const output = temporaryFolder();
      const fifo = join(output, "hung");
      execFileSync("mkfifo", [fifo]);
      const child = spawn(process.execPath, [program, ...build], {
        env: environment(output, { MINI_HANG: "bravo", MINI_FIFO: fifo, MINI_STUBBORN: stubborn }),
        stdio: ["ignore", "pipe", "pipe"],
      });
      let said = "";
      child.stdout.on("data", (data: Buffer) => {
        said += data.toString();
      });
      const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
      // Reading waits until the package hangs; it names the shell, its child, and one that left the session.
      const pids = (await readFile(fifo, "utf8")).trim().split(" ");
      expect(pids.filter(isRunning)).toHaveLength(3);
      child.kill(signal);
      expect(await ended).toBe(code);
      expect(pids.filter(isRunning)).toEqual([]);
      expect(said).toContain(`build: interrupted (${signal}): no process is left`);
      expect(readdirSync(output)).not.toContain(".ipa-image.lock");
      const next = await run(build, output);
      expect(next.exitCode).toBe(0);
      expect(next.stdout).toMatch(/bravo: .*taken up|bravo: done/);
      expect(next.stdout).not.toMatch(/alpha: done/);
    },
  );
});
