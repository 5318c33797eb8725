import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  startLine,
  TREE_FLAGS,
  takeBackEnvironment,
} from "../../../src/kconfig-parser/src/cli/start-line.js";

const kconf = fileURLToPath(new URL("../../../src/kconfig-parser/dist/bin/kconf.cjs", import.meta.url));
if (!existsSync(kconf)) throw new Error(`${kconf}: not built: run \`npm run build\``);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kconf-start-"));
  const sees = "$(shell,echo $NODE_EXTRA_CA_CERTS $" + "{KCONF_CA-nothing else})";
  writeFileSync(join(folder, "Kconfig"), `config SEEN\n\tstring\n\tdefault "${sees}"\n`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a command of the tree sees, and what was said: the program called by its name, as a shell does. */
function run(env: Record<string, string>): { seen: string | undefined; err: string } {
  const { stderr } = spawnSync(kconf, ["--dialect", "linux-6.12", "--olddefconfig", "Kconfig"], {
    cwd: folder,
    env: { PATH: process.env.PATH, KCONFIG_CACHE: "off", ...env },
    encoding: "utf8",
  });
  const config = readFileSync(join(folder, ".config"), "utf8");
  return { seen: /^CONFIG_SEEN="(.*)"$/m.exec(config)?.[1], err: stderr };
}

describe("the first line of a program", () => {
  it("keeps Node from reading certificates that are never used", () => {
    // Node would complain of a file that is not there.
    const { err } = run({ NODE_EXTRA_CA_CERTS: join(folder, "missing.pem") });
    expect(err).toBe("");
  });

  it("hides nothing from the commands of a tree", () => {
    expect(run({ NODE_EXTRA_CA_CERTS: "/certificates/of the house.pem" }).seen).toBe(
      "/certificates/of the house.pem nothing else",
    );
    expect(run({}).seen).toBe("nothing else");
  });

  it("is short enough for Linux, and ends between two flags where Linux before 5.1 cuts it", () => {
    const built = readFileSync(kconf, "utf8").split("\n")[0] ?? "";
    expect(built).toBe(startLine(TREE_FLAGS));
    expect(built.length).toBeLessThan(255);
    expect(built.slice(126, 128)).toMatch(/^[^ ] $/);
  });

  it("leaves an environment alone that did not come through it", () => {
    const env = { NODE_EXTRA_CA_CERTS: "/own.pem" };
    takeBackEnvironment(env);
    expect(env).toEqual({ NODE_EXTRA_CA_CERTS: "/own.pem" });
  });
});
