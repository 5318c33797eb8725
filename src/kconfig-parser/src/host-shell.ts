import { spawnSync } from "node:child_process";

/** More output than this and the command is ended; no more than `answerSize` counts. In bytes. */
const outputLimit = 1 << 20;

/** C: the buffer of do_shell(), less its final NUL. In bytes. */
const answerSize = 4095;

/** Runs a command as C's popen() does, `/bin/sh -c`, with our standard input and error; gives its shellAnswer(). */
export function runShell(
  command: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  // A command that cannot be started (too long, for one) prints nothing: then there is no stdout.
  const { stdout } = spawnSync("/bin/sh", shellArguments(command), {
    cwd,
    env: { ...env },
    stdio: ["inherit", "pipe", "inherit"],
    maxBuffer: outputLimit,
  });
  return shellAnswer(stdout?.toString("latin1") ?? "");
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
  return ["-c", `eval "$(printf %b "$1")"`, "sh", escaped];
}
