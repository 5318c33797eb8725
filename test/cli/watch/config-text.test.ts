import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigText } from "../../../src/cli/watch/config-text.js";
import { temporaryFolder } from "../rig.js";

/** A configuration of the test's own, and a clock that the test moves on. */
function configuration(text: string | null) {
  const path = join(temporaryFolder(), ".config");
  const write = (next: string) => writeFileSync(path, next);
  if (text !== null) write(text);
  let later: (() => void) | null = null;
  const config = new ConfigText(path, (_milliseconds, then) => {
    later = then;
    return () => {
      later = null;
    };
  });
  config.remember();
  let changes = 0;
  return {
    config,
    write,
    remove: () => rmSync(path),
    touched: () => config.touched(() => changes++),
    rest: () => later?.(),
    changes: () => changes,
  };
}

describe("whether the configuration changed", () => {
  it("is told at once by another text", () => {
    const { write, touched, changes } = configuration("A=y\n");
    write("A=n\n");
    touched();
    expect(changes()).toBe(1);
  });

  it("is not told of the same text, written again", () => {
    const { write, touched, rest, changes } = configuration("A=y\n");
    write("A=y\n");
    touched();
    rest();
    expect(changes()).toBe(0);
  });

  it("is looked at again: an empty file that is written was empty when it was opened", () => {
    const { write, touched, rest, changes } = configuration("");
    touched();
    write("A=y\n");
    rest();
    expect(changes()).toBe(1);
  });

  it("is not told of the file that the first build writes, and is of what follows", () => {
    const { config, write, touched, rest, changes } = configuration(null);
    write("A=y\n");
    touched();
    rest();
    expect(changes()).toBe(0);
    config.remember();
    write("A=n\n");
    touched();
    expect(changes()).toBe(1);
  });

  it("is told of a file that was removed", () => {
    const { remove, touched, changes } = configuration("A=y\n");
    remove();
    touched();
    expect(changes()).toBe(1);
  });

  it("is not looked at again once it is forgotten", () => {
    const { config, write, touched, rest, changes } = configuration("");
    touched();
    config.forget();
    write("A=y\n");
    rest();
    expect(changes()).toBe(0);
  });
});
