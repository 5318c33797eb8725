import type { CommandIo } from "./io.js";

export function diff(_argv: readonly string[], io: CommandIo): number {
  io.err("kconf diff: not written yet\n");
  return 1;
}
