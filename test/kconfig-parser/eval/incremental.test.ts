import {
  Config,
  type DialectName,
  type KconfigTree,
  type KSymbol,
  openTree,
  readTree,
  setString,
  setTri,
  type Tri,
} from "kconfig-parser";
import { describe, expect, it } from "vitest";
import { corpus, corpusEnv } from "../../conformance/corpus.js";
import { kernelEnv, kernelOf } from "../../conformance/linux.js";
import { Random } from "../../support/random.js";
import { memoryHost } from "../support.js";

/** Every way in which one value hangs on another. */
const allWays = (modules: string, choiceType: string): string => `
config MODULES
	bool "m"
	${modules}
	default y
config A
	tristate "a"
	select S if B
	imply I
config B
	bool "b" if A
	default y if LOW > 5
config N
	int "n"
	range LOW 20 if A
	default 7 if !B
	default LOW
config LOW
	int "low"
	default 2
config TEXT
	string "t"
	default "x" if A = m
	default TEXT2
config TEXT2
	string "t2"
	default "y"
config S
	tristate "s"
	depends on TEXT != "z"
config I
	tristate "i"
	depends on S || !A
config D
	bool
	default S && I
	select E
config E
	bool
choice
	${choiceType} "one"
	default C3 if A
	default C2
	depends on B || D
config C1
	bool "c1"
	depends on N != 3
config C2
	bool "c2"
config C3
	bool "c3" if S
endchoice
config AFTER
	hex "after"
	depends on C2 || C3
	default 0x10 if C3
	range 0x5 0x20
`;

function state(config: Config, symbols: readonly KSymbol[]): string[] {
  return symbols.map((s) =>
    [
      s.name ?? `choice ${s.id}`,
      config.stringValue(s),
      config.triValue(s),
      config.visibility(s),
      config.selectedTo(s),
      config.impliedTo(s),
      config.allowedTo(s),
      config.isWritten(s),
      s.isChoice ? config.choiceSelection(s)?.name : "",
    ].join(" "),
  );
}

/** Sets random values that are allowed; after each `everyNth`, all that is known must be what a new Config finds. */
function changeAtRandom(tree: KconfigTree, seed: number, changes: number, everyNth: number): number {
  const random = new Random(seed);
  const config = new Config(tree);
  state(config, tree.symbols);
  let made = 0;
  for (let tries = 0; made < changes && tries < changes * 50; tries++) {
    const symbol = random.pick(tree.symbols);
    // A tristate choice forgets what the user set it to while it is computed (so does C): that cannot be repeated.
    if (symbol.isChoice) continue;
    const isSet =
      symbol.type === "bool" || symbol.type === "tristate"
        ? setTri(config, symbol, random.below(3) as Tri)
        : setString(
            config,
            symbol,
            symbol.type === "string" ? random.pick(["x", "z", ""]) : `${random.below(30)}`,
          );
    if (!isSet) continue;
    made++;
    if (made % everyNth !== 0) continue;
    const fresh = new Config(tree, config.user.clone());
    expect(state(config, tree.symbols), `seed ${seed}, change ${made}: ${symbol.name}`).toEqual(
      state(fresh, tree.symbols),
    );
  }
  return made;
}

describe("after a change only what hangs on it is computed again, and all is as if everything were", () => {
  const dialects: readonly [DialectName, string, string][] = [
    ["buildroot", "option modules", "bool"],
    ["linux-6.1", "modules", "bool"],
    ["linux-6.1", "modules", "tristate"],
    ["linux-6.12", "modules", "bool"],
  ];
  for (const [dialect, modules, choiceType] of dialects)
    it(`in a small tree of ${dialect} with a ${choiceType} choice`, () => {
      const tree = readTree("Kconfig", memoryHost({ Kconfig: allWays(modules, choiceType) }), dialect);
      for (let seed = 1; seed <= 30; seed++) expect(changeAtRandom(tree, seed, 40, 1)).toBe(40);
    });

  it.skipIf(corpus === null)("in Buildroot", () => {
    const tree = openTree("Config.in", { cwd: corpus?.buildroot ?? "", env: corpusEnv });
    expect(changeAtRandom(tree, 1, 400, 20)).toBe(400);
  });

  const kernel = kernelOf("6.12");
  it.skipIf(kernel === null)("in Linux 6.12", () => {
    if (kernel === null) return;
    const env = kernelEnv(kernel, "x86", "stand-in");
    const tree = openTree("Kconfig", { cwd: kernel.tree, env, dialect: "linux-6.12" });
    expect(changeAtRandom(tree, 1, 400, 20)).toBe(400);
  });
});
