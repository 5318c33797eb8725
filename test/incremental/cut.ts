/** Ends a build at a random moment with SIGKILL: of the command alone, of what it started, or of all at once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { environmentOf, underTest } from "./builder.js";
import type { Workspace } from "./workspace.js";

/** Who dies: only our command (what it started lives on), only makes below it, or everything (the machine). */
export const VICTIMS = ["command", "makes", "everything"] as const;
export type Victim = (typeof VICTIMS)[number];

/** Starts a build and kills after `milliseconds`. Returns whether it was still running, once it has ended. */
export async function cutBuild(workspace: Workspace, milliseconds: number, victim: Victim): Promise<boolean> {
  const { file, args } = underTest.command(workspace);
  const child = spawn(file, args, { cwd: workspace.root, env: environmentOf(workspace), stdio: "ignore" });
  const ended = once(child, "exit");
  let running = false;
  const timer = setTimeout(() => {
    running = child.exitCode === null;
    if (child.pid !== undefined) kill(child.pid, victim);
  }, milliseconds);
  await ended;
  clearTimeout(timer);
  return running;
}

function kill(pid: number, victim: Victim): void {
  const below = descendants(pid);
  if (victim !== "makes") end(pid);
  if (victim === "command") return;
  const targets = victim === "makes" ? below.filter((child) => nameOf(child) === "make") : below;
  for (const target of targets) end(target);
  // What was started between looking and killing.
  if (victim === "everything") for (const late of descendantsOfAny(below)) end(late);
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // Gone already.
  }
}

function descendants(pid: number): number[] {
  return descendantsOfAny([pid]);
}

function descendantsOfAny(roots: readonly number[]): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    // The name in brackets may hold blanks: what follows it counts.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    parents.set(Number(name), parent);
  }
  const found = new Set<number>(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of parents) {
      if (!found.has(parent) || found.has(pid)) continue;
      found.add(pid);
      grown = true;
    }
  }
  return [...found].filter((pid) => !roots.includes(pid));
}

function nameOf(pid: number): string {
  return read(`/proc/${pid}/comm`).trim();
}

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
