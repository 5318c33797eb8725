import type { Command } from "commander";

export function registerTest(program: Command): void {
  program
    .command("test")
    .description("say how the tests of this repository are run")
    .action(() => console.log("The tests run from a clone of the repository: make test"));
}
