import { main } from "./main.js";
import { printer } from "./print.js";
import { standardInput } from "./stdin.js";

process.exitCode = main(process.argv.slice(2), {
  cwd: process.cwd(),
  // A copy: each look at the real one goes through the operating system.
  env: { ...process.env },
  out: printer(1),
  err: printer(2),
  line: standardInput(),
  isTerminal: () => process.getBuiltinModule("node:tty").isatty(0),
  isWatched: () => process.getBuiltinModule("node:tty").isatty(2),
});
