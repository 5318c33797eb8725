import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DialectName, formatDiagnostic, formatWarning, KconfigError, openTree } from "kconfig-parser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bad-input-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Errors, or else warnings, of a file; anything but a KconfigError fails the test. */
function linesOf(kconfig: string, dialect: DialectName): string[] {
  writeFileSync(join(folder, "Kconfig"), kconfig, "latin1");
  try {
    return openTree("Kconfig", { cwd: folder, env: {}, dialect }).warnings.map(formatWarning);
  } catch (error) {
    if (!(error instanceof KconfigError)) throw error;
    return error.diagnostics.map(formatDiagnostic);
  }
}

const tooMuch = "nested too deeply or too long: make it flatter or shorter";

describe.each<DialectName>(["buildroot", "linux-6.1", "linux-6.12"])("bad input (%s)", (dialect) => {
  it("a very long line is read", () => {
    expect(linesOf(`config A\n\tstring "${"a".repeat(10 << 20)}"\n`, dialect)).toEqual([]);
  });

  it("millions of parentheses are an error with a place", () => {
    expect(linesOf(`config A\n\tbool\n\tdefault ${"(".repeat(1 << 20)}\n`, dialect)).toEqual([
      `Kconfig:3: ${tooMuch}`,
    ]);
  });

  it("so are ten thousands of blocks and of operands", () => {
    const blocks = `${"if A\n".repeat(5e4)}config B\n\tbool\n${"endif\n".repeat(5e4)}`;
    expect(linesOf(blocks, dialect)).toEqual([`Kconfig:1: ${tooMuch}`]);
    const operands = `config A\n\tbool\n\tdefault ${Array(1e5).fill("B").join(" && ")}\n`;
    expect(linesOf(operands, dialect)).toEqual([`Kconfig:1: ${tooMuch}`]);
  });

  it("a NUL byte is passed over with a warning, and ends a quoted text", () => {
    const lines = linesOf('config A\n\0\tstring "a\0b"\n', dialect);
    // The old tools do not know the line yet, and read what follows character by character.
    const warnings =
      dialect === "buildroot" ? [[1, "\0"] as const, [1, "\t"] as const] : [[2, "\0"] as const];
    expect(lines).toEqual(
      warnings.map(([line, c]) => `Kconfig:${line}:warning: ignoring unsupported character '${c}'`),
    );
  });

  it("a folder in the place of a file and a file that is not there end the reading, as in C", () => {
    mkdirSync(join(folder, "dir"));
    expect(linesOf('source "dir"\nsource "gone"\n', dialect)).toEqual(["input in flex scanner failed"]);
    expect(linesOf('source "gone"\nsource "dir"\n', dialect)).toEqual(['Kconfig:1: can\'t open file "gone"']);
  });

  it("a file of other contents ends in an error, not in a warning for every byte", () => {
    const [line] = linesOf(`${"\x01".repeat(200_000)}\n`, dialect);
    expect(line).toBe("Kconfig:1: 100000 warnings: is this a Kconfig file?");
  });
});
