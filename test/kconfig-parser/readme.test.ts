import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const workspace = fileURLToPath(new URL("../../src/kconfig-parser/", import.meta.url));
const readme = readFileSync(join(workspace, "README.md"), "utf8");
const isBuilt = existsSync(join(workspace, "dist/solve/index.js"));

/** The text of the first block of that language. */
function block(language: string): string {
  const found = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "ms").exec(readme)?.[1];
  if (found === undefined) throw new Error(`README.md has no ${language} block`);
  return found;
}

describe("the README of kconfig-parser", () => {
  it.skipIf(!isBuilt)("its example, run as it stands with the built package, prints what it says", () => {
    const folder = mkdtempSync(join(tmpdir(), "kconfig-readme-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(workspace, join(folder, "node_modules/kconfig-parser"));
    writeFileSync(join(folder, "Kconfig"), block("kconfig"));
    // The example needs no types, so it is JavaScript as it stands.
    writeFileSync(join(folder, "example.mjs"), block("ts"));
    const printed = execFileSync(process.execPath, ["example.mjs"], { cwd: folder, encoding: "utf8" });
    expect(printed).toBe(block("text"));
  });
});

describe("the package kconfig-parser", () => {
  it.skipIf(!isBuilt)("ships the code and the types of every export", () => {
    const [packed] = JSON.parse(
      execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
        cwd: workspace,
        encoding: "utf8",
      }),
    ) as { files: { path: string }[] }[];
    const shipped = new Set(packed?.files.map((f) => f.path));
    const { exports } = JSON.parse(readFileSync(join(workspace, "package.json"), "utf8")) as {
      exports: Record<string, Record<string, string>>;
    };
    const wanted = Object.values(exports).flatMap((e) =>
      Object.values(e).map((path) => path.replace("./", "")),
    );
    expect(wanted.filter((path) => !shipped.has(path))).toEqual([]);
    expect(shipped).toContain("README.md");
    expect(Object.keys(exports)).toEqual([".", "./explain", "./solve", "./dump", "./compiled-code"]);
  });
});
