import type { CommandIo } from "./io.js";

export function merge(_argv: readonly string[], io: CommandIo): number {
  io.err("kconf merge: not written yet\n");
  return 1;
}
