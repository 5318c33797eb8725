import { isatty } from "node:tty";
import { main } from "./main.js";
import { standardInput } from "./stdin.js";

process.exitCode = main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  out: (text) => process.stdout.write(text, "latin1"),
  err: (text) => process.stderr.write(text, "latin1"),
  line: standardInput(),
  isTerminal: isatty(0),
});
