import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { filesIn, oracleOf, plainEnv, type Request, runC, runEngine } from "../support/conf.js";
import { differences } from "./case.js";

/*
 * What mainline changed since 6.12, compared with a kernel of 2026: the attribute `transitional`, `depends on A if B`,
 * KCONFIG_WARN_CHANGED_INPUT.
 */

const modules = 'config MODULES\n\tbool "modules"\n\tmodules\n\tdefault y\n';
const entry = (name: string, type: string, ...lines: string[]): string =>
  `config ${name}\n\t${[type, ...lines].join("\n\t")}\n`;
const old = (name: string, type: string): string => entry(name, type, "transitional");

const handedOn = [
  modules,
  entry("X", 'bool "x"'),
  entry("Y", "bool", "default y"),
  old("OLD", "tristate"),
  old("NUMBER", "int"),
  old("UNSET", "bool"),
  old("OFF", "bool"),
  ...["OLD && Y", "!OLD", "y if OLD", "UNSET", "OFF", "OLD if X || OFF", "(OLD)", "Y || UNSET"].flatMap(
    (value, n) => [
      entry(`B${n}`, `bool "b${n}"`, `default ${value}`),
      entry(`T${n}`, `tristate "t${n}"`, `default ${value}`, "default m"),
    ],
  ),
  entry("RANGED", 'int "ranged"', "range 1 10", "default NUMBER"),
  entry("SELECTING", 'bool "selecting"', "select SELECTED"),
  entry("SELECTED", 'bool "selected"', "default OLD"),
  entry("HIDDEN", "bool", "default OLD"),
  entry("AFTER", 'bool "after"', "default HIDDEN"),
].join("");

const changed = [
  modules.replace("\tdefault y\n", ""),
  entry("DEP", 'bool "dep"'),
  entry("NEEDS", 'bool "needs"', "depends on DEP"),
  entry("THIRD", 'tristate "third"'),
  entry("NUMBER", 'int "number"', "range 10 20"),
  entry("HEX", 'hex "hex"', "range 0x10 0x20"),
  entry("TEXT", 'string "text"', "depends on DEP"),
  entry("HIDDEN", "bool"),
  entry("SELECTED", 'bool "selected"'),
  entry("SELECTING", 'bool "selecting"', "select SELECTED"),
  old("OLD", "bool"),
  'choice\n\tprompt "choice"\nconfig C1\n\tbool "c1"\nconfig C2\n\tbool "c2"\nendchoice\n',
].join("");

const conditions = ["B", "!B", "B = m", "B != n", "!(B || D)", "!(B && D)", "!(B && !D) || A = y", "m", "!m"];
const conditional = [
  modules,
  ...["A", "B"].map((name) => entry(name, `tristate "${name}"`)),
  entry("D", 'bool "d"'),
  ...conditions.flatMap((when, n) =>
    ["A", "!A", "m"].map((needed, k) =>
      entry(`T${n}_${k}`, 'tristate "t"', "default y", `depends on ${needed} if ${when}`),
    ),
  ),
].join("");

const wrong = [
  'config FOO\n\tbool "foo"\nif FOO\n',
  old("IN_IF", "bool"),
  "endif\n",
  old("TWICE", "bool"),
  entry("TWICE", 'bool "twice"', "default y"),
  entry("BOTH", "bool", "transitional", "default y", "depends on FOO", "range 1 2"),
  entry("LATE", "bool", "default y", "transitional"),
  entry("CERTAIN", "bool", "transitional", "depends on y"),
  entry("NO_TYPE", "transitional"),
  entry("SELECTING", 'int "x"', "select FOO"),
].join("");

const settings = (text: string): string => text.replace(/(\S+)=/g, "CONFIG_$1=").replaceAll(" ", "\n");
const values = ["n", "m", "y"];
const trees: Record<string, { readonly tree: string; readonly configs: readonly string[] }> = {
  "transitional symbols": {
    tree: handedOn,
    configs: [`${settings("OLD=m NUMBER=42")}\n# CONFIG_OFF is not set\n`],
  },
  "input that changes": {
    tree: changed,
    configs: [
      settings(
        'NEEDS=y THIRD=m NUMBER=30 HEX=0x8 TEXT="a\\"b" HIDDEN=y SELECTED=n SELECTING=y OLD=y C1=y C2=y UNKNOWN=y ',
      ),
    ],
  },
  "conditional dependencies": {
    tree: conditional,
    configs: values.flatMap((a) =>
      values.map((b) => settings(`MODULES=y A=${a} B=${b} D=${b === "m" ? "n" : "y"} `)),
    ),
  },
  "what is refused": { tree: wrong, configs: [""] },
  "help texts and choices that are refused": {
    tree: 'config A\n\tbool\n\thelp\n\t  \nchoice\n\tprompt "c"\n\tbool\nconfig B\n\tbool "b"\n\thelp\n\t  x\n\thelp\n\t  y\nendchoice\n',
    configs: [""],
  },
  "a menuconfig without a prompt": { tree: "menuconfig A\n\tbool\n", configs: [""] },
};

const modes = [
  ...[
    "olddefconfig",
    "savedefconfig=defconfig",
    "listnewconfig",
    "allyesconfig",
    "allnoconfig",
    "allmodconfig",
  ],
  ...["alldefconfig", "syncconfig", "oldconfig", "randconfig", "yes2modconfig"],
];

const oracle = oracleOf("linux-next");

function play(
  tree: string,
  config: string,
  mode: string,
  run: (request: Request) => object,
): Record<string, string> {
  const cwd = mkdtempSync(join(tmpdir(), "linux-next-"));
  try {
    for (const name of ["config", "generated"]) mkdirSync(join(cwd, "include", name), { recursive: true });
    for (const [name, text] of Object.entries({ Kconfig: tree, ".config": config, all: config }))
      writeFileSync(join(cwd, name), text);
    const env = {
      ...plainEnv,
      ...{ KCONFIG_SEED: "3", KCONFIG_ALLCONFIG: "all", KCONFIG_WARN_CHANGED_INPUT: "1" },
      KCONFIG_WARN_UNKNOWN_SYMBOLS: "1",
    };
    const outcome = run({ args: [`--${mode}`, "Kconfig"], cwd, env, input: "\n".repeat(200) });
    return {
      ...Object.fromEntries(Object.entries(outcome).map(([k, v]) => [k, String(v)])),
      ...filesIn(cwd),
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

describe.skipIf(oracle === null)("what mainline changed since Linux 6.12", () => {
  describe.each(Object.entries(trees))("%s", (_, { tree, configs }) => {
    it.each(modes)("%s", (mode) => {
      if (oracle === null) return;
      for (const config of configs) {
        const expected = play(tree, config, mode, (request) => runC(oracle, request));
        const actual = play(tree, config, mode, (request) => runEngine("linux-next", request));
        expect(differences(expected, actual)).toEqual([]);
      }
    });
  });
});
