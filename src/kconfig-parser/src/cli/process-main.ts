import { isModeOfConf, main } from "./main.js";
import { printer } from "./print.js";
import { standardInput } from "./stdin.js";

let lost: string | null = null;
const words = process.argv.slice(2);
const status = main(words, {
  cwd: process.cwd(),
  // A copy: each look at the real one goes through the operating system.
  env: { ...process.env },
  out: printer(1, (code) => {
    lost = code;
  }),
  err: printer(2),
  line: standardInput(),
  isTerminal: () => process.getBuiltinModule("node:tty").isatty(0),
  isWatched: () => process.getBuiltinModule("node:tty").isatty(2),
});
if (lost !== null && status === 0 && !isModeOfConf(words)) {
  process.exitCode = 1;
  printer(2)(`kconf: standard output: it could not be written (${lost}): make room, or write elsewhere\n`);
} else process.exitCode = status;
