import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

/** More output than this and the command is ended; no more than `answerSize` counts. In bytes. */
const outputLimit = 1 << 20;

/** C: the buffer of do_shell(), less its final NUL. In bytes. */
const answerSize = 4095;

/**
 * Runs a command as C's popen() does, `/bin/sh -c`, with our standard input; gives its shellAnswer(). What it prints on
 * standard error goes to `onErrors`, so that it can be told in its turn among the warnings of the tree.
 */
export function runShell(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
  onErrors: (text: string) => void,
): string {
  // A command that cannot be started (too long, for one) prints nothing: then there is no stdout.
  const { stdout, stderr } = childProcess().spawnSync("/bin/sh", shellArguments(command), {
    argv0: "sh",
    cwd,
    env: { ...env },
    stdio: ["inherit", "pipe", "pipe"],
    maxBuffer: outputLimit,
  });
  if (stderr?.length > 0) onErrors(stderr.toString("latin1"));
  return shellAnswer(stdout?.toString("latin1") ?? "");
}

/**
 * The answers of several commands that do not depend on each other, run on all processors at once; null when one of
 * them printed errors or could not be run so.
 */
export function runShells(
  commands: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] | null {
  const folder = mkdtempSync(join(tmpdir(), "kconfig-shell-"));
  try {
    // An empty lane would be a syntax error: there are never more lanes than commands.
    const lanes = Array.from({ length: Math.min(commands.length, availableParallelism()) }, () => "");
    commands.forEach((command, i) => {
      const words = shellArguments(command).map(quoted).join(" ");
      lanes[i % lanes.length] +=
        `/bin/sh ${words} >${quoted(join(folder, `${i}`))} 2>>${quoted(join(folder, "errors"))} <&3\n`;
    });
    const script = join(folder, "script");
    // What runs in the background would get /dev/null in the place of our standard input.
    writeFileSync(script, `exec 3<&0\n${lanes.map((lane) => `(\n${lane}) &\n`).join("")}wait\n`);
    const { status } = childProcess().spawnSync("/bin/sh", [script], {
      cwd,
      env: { ...env },
      stdio: ["inherit", "ignore", "ignore"],
    });
    if (status !== 0 || readFileSync(join(folder, "errors")).length > 0) return null;
    return commands.map((_, i) => shellAnswer(readFileSync(join(folder, `${i}`), "latin1")));
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A word of a shell script that stands for itself. */
function quoted(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Standard output as `$(shell,…)` gives it: newlines at the end cut, others made spaces, nothing from a NUL byte on. */
export function shellAnswer(output: string): string {
  let end = Math.min(output.length, answerSize);
  while (end > 0 && output.charCodeAt(end - 1) === 10) end--;
  const nul = output.indexOf("\0");
  return output.slice(0, nul === -1 ? end : Math.min(nul, end)).replaceAll("\n", " ");
}

/**
 * Node gives a child UTF-8, but a command is bytes, one a character here. Bytes that are no UTF-8 go through
 * printf's escapes; a NUL ends the command, as in C.
 */
function shellArguments(text: string): string[] {
  const nul = text.indexOf("\0");
  const bytes = Buffer.from(nul === -1 ? text : text.slice(0, nul), "latin1");
  const command = bytes.toString("utf8");
  if (!command.includes("\ufffd")) return ["-c", command];
  const escaped = Array.from(bytes, (byte) => `\\0${byte.toString(8)}`).join("");
  // Another shell and not `eval`, whose name would be in its messages; by its name and not its path, for the same reason.
  return ["-c", `exec sh -c "$(printf %b "$1")"`, "sh", escaped];
}

/** Loaded when a tree really runs commands: Buildroot's never does, and the start of every run would pay for it. */
function childProcess(): typeof import("node:child_process") {
  return process.getBuiltinModule("node:child_process");
}
