import { createConfig, prepareChanges, readTree, setTri } from "kconfig-parser";
import { describe, expect, it } from "vitest";

const COUNT = 2000;
const TEXT = Array.from(
  { length: COUNT },
  (_, i) => `config S${i}\n\tbool "s ${i}"\n${i === 0 ? "" : `\tdepends on S0\n\tdefault y\n`}`,
).join("\n");

function tree() {
  const host = { readFile: () => TEXT, env: () => undefined, shell: () => "" };
  return readTree("Kconfig", host, "linux-6.12");
}

/** The last value after the first symbol was set to y. */
function lastAfterChange(read: ReturnType<typeof tree>): number {
  const config = createConfig(read);
  const [first, last] = [read.symbol("S0"), read.symbol(`S${COUNT - 1}`)];
  if (first === undefined || last === undefined) throw new Error("not in the tree");
  config.triValue(last);
  setTri(config, first, 2);
  return config.triValue(last);
}

describe("what the first change needs", () => {
  it("is made ready in pieces, each as long as it may take", () => {
    const read = tree();
    let pieces = 0;
    while (!prepareChanges(read, 0)) pieces++;
    expect(pieces).toBeGreaterThan(2);
    expect(prepareChanges(read, 0)).toBe(true);
    expect(lastAfterChange(read)).toBe(2);
  });

  it("is finished by a change that comes before it is ready", () => {
    const read = tree();
    expect(prepareChanges(read, 0)).toBe(false);
    expect(lastAfterChange(read)).toBe(2);
  });
});
