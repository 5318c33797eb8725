import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { plainEnv, runEngine } from "../../support/conf.js";

let cwd = "";
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "endless-"));
});
afterEach(() => rmSync(cwd, { recursive: true }));

// C prints the question for ever.
it("a choice of which nothing can be chosen is a sentence, and the configuration stays as it was", () => {
  const hidden = ["M1", "M2"].map((name) => `config ${name}\n\tbool "${name}" if A\n`).join("");
  const kconfig = `config A\n\tbool "a"\nconfig NEW\n\tbool "new"\nchoice\n\tprompt "c"\n${hidden}endchoice\n`;
  writeFileSync(join(cwd, "Kconfig"), kconfig);
  writeFileSync(join(cwd, ".config"), "# CONFIG_A is not set\n");
  const run = runEngine("linux-6.12", { args: ["--oldconfig", "Kconfig"], cwd, env: plainEnv, input: "\n" });
  expect(run.status).toBe(1);
  expect(run.stderr).toBe(
    "Kconfig:5: choice 'c': none of its values can be chosen: give one a prompt that can be seen\n",
  );
  expect(readFileSync(join(cwd, ".config"), "utf8")).toBe("# CONFIG_A is not set\n");
});

// C asks from the beginning for ever, without reading anything: the only thing to choose is no bool.
it("what stays without a value however it is asked for is a sentence, too", () => {
  writeFileSync(
    join(cwd, "Kconfig"),
    'choice\n\tprompt "c"\nconfig X\nconfig L\n\tbool "l" if 0\nconfig H\n\thex "h"\nendchoice\n',
  );
  const run = runEngine("buildroot", { args: ["--oldconfig", "Kconfig"], cwd, env: plainEnv, input: "\n" });
  expect(run.status).toBe(1);
  expect(run.stderr).toMatch(/^Kconfig:\d: '[ch]': it has no value however often it is asked for: mend/m);
  expect(run.stdout.match(/Restart config/g)).toHaveLength(3);
});
