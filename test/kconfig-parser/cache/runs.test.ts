import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const kconf = fileURLToPath(new URL("../../../src/kconfig-parser/dist/bin/kconf.cjs", import.meta.url));
if (!existsSync(kconf)) throw new Error(`${kconf}: not built: run \`npm run build\``);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kconf-runs-"));
  writeFileSync(
    join(folder, "Kconfig"),
    'config A\n\tbool "a"\n\tselect C\n\nconfig B\n\tint "b"\n\trange 1 9\n\tdefault 3\n\nconfig C\n\tbool\n\tdepends on B = 4\n',
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** One run of the real program. */
async function run(words: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const child = spawn(process.execPath, [kconf, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH, KCONFIG_CACHE: join(folder, "cache"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data) => {
    out += data;
  });
  child.stderr.on("data", (data) => {
    err += data;
  });
  const [status] = (await once(child, "close")) as [number | null];
  return { status, out, err };
}

const config = (): string => readFileSync(join(folder, ".config"), "utf8");
const put = (text: string): void => writeFileSync(join(folder, ".config"), text);
const olddefconfig = ["--dialect", "linux-6.12", "--olddefconfig", "Kconfig"];

describe("kconf with its cache", () => {
  it("does and says the second time what it did and said the first", async () => {
    const seen: unknown[] = [];
    for (let i = 0; i < 3; i++) {
      put("CONFIG_A=y\nCONFIG_NEVER=y\nCONFIG_B=70\n");
      seen.push([await run(olddefconfig), config(), readFileSync(join(folder, ".config.old"), "utf8")]);
    }
    const [first] = seen[0] as [Ran];
    expect(first.status).toBe(0);
    expect(first.out).toContain("configuration written");
    expect(first.err).toContain("unmet direct dependencies detected for C");
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    // And it was remembered, so that the later ones were no first ones again.
    expect(readdirSync(join(folder, "cache")).some((name) => name.startsWith("run-"))).toBe(true);
  });

  it("takes no other run's answer for its own, whatever name that has", async () => {
    // The first run makes folders, too, and so is not remembered.
    for (const value of ["1", "4", "7"]) {
      put(`CONFIG_B=${value}\n`);
      await run(olddefconfig);
    }
    const answers = readdirSync(join(folder, "cache")).filter((name) => name.startsWith("run-"));
    expect(answers).toHaveLength(2);
    const [one = "", two = ""] = answers.map((name) => join(folder, "cache", name));
    const [first, second] = [readFileSync(one), readFileSync(two)];
    writeFileSync(one, second);
    writeFileSync(two, first);
    for (const value of ["4", "7"]) {
      put(`CONFIG_B=${value}\n`);
      await run(olddefconfig);
      expect(config()).toContain(`CONFIG_B=${value}\n`);
    }
  });

  it("keeps the answers of a few runs only", async () => {
    for (let value = 1; value < 8; value++) {
      put(`CONFIG_B=${value}\n`);
      await run(olddefconfig);
    }
    const answers = readdirSync(join(folder, "cache")).filter((name) => name.startsWith("run-"));
    expect(answers).toHaveLength(4);
  });

  it("notices another configuration, another seed file, and a file that was not there", async () => {
    const all = ["--dialect", "linux-6.12", "--allnoconfig", "Kconfig"];
    await run(all);
    expect(config()).toContain("# CONFIG_A is not set");
    writeFileSync(join(folder, "seed"), "CONFIG_A=y\n");
    await run(all, { KCONFIG_ALLCONFIG: "seed" });
    expect(config()).toContain("CONFIG_A=y");
    writeFileSync(join(folder, "seed"), "CONFIG_B=5\n");
    await run(all, { KCONFIG_ALLCONFIG: "seed" });
    expect(config()).toContain("# CONFIG_A is not set");
    expect(config()).toContain("CONFIG_B=5");
    expect((await run(all, { KCONFIG_ALLCONFIG: "other" })).status).toBe(1);
    writeFileSync(join(folder, "other"), "CONFIG_B=6\n");
    expect((await run(all, { KCONFIG_ALLCONFIG: "other" })).status).toBe(0);
    expect(config()).toContain("CONFIG_B=6");
  });

  it("is right in eight runs at once that share an empty cache", async () => {
    const runs = Array.from({ length: 8 }, async (_, i) => {
      const file = join(folder, `config-${i}`);
      writeFileSync(file, `CONFIG_B=${i + 1}\n`);
      const { status, err } = await run(olddefconfig, { KCONFIG_CONFIG: file });
      return [status, err, readFileSync(file, "utf8").includes(`CONFIG_B=${i + 1}\n`)];
    });
    expect(await Promise.all(runs)).toEqual(runs.map(() => [0, "", true]));
  });

  it("writes nothing with KCONFIG_CACHE=off, and uses no folder that others can write into", async () => {
    put("");
    await run(olddefconfig, { KCONFIG_CACHE: "off", HOME: folder });
    expect(existsSync(join(folder, ".cache"))).toBe(false);
    mkdirSync(join(folder, "open"));
    chmodSync(join(folder, "open"), 0o777);
    expect((await run(olddefconfig, { KCONFIG_CACHE: join(folder, "open") })).status).toBe(0);
    expect(readdirSync(join(folder, "open"))).toEqual([]);
  });

  it("does the work when the cache's folder is full of other things", async () => {
    put("CONFIG_B=4\n");
    await run(olddefconfig);
    for (const name of readdirSync(join(folder, "cache")))
      writeFileSync(join(folder, "cache", name), "x".repeat(99));
    put("CONFIG_A=y\nCONFIG_B=4\n");
    expect(await run(olddefconfig)).toMatchObject({ status: 0, err: "" });
    expect(config()).toContain("CONFIG_C=y");
  });
});
