import { spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import type { DialectName } from "kconfig-parser";
import { afterEach, describe, expect, it } from "vitest";
import { main } from "../../../src/kconfig-parser/src/cli/main.js";
import { type Oracle, oracleOf, plainEnv } from "../../support/conf.js";

/** A tree with one of everything that is asked for. */
const tree = (modules: string): string => `mainmenu "Main title"
config MODULES
	bool "mods"
	${modules}
config A
	bool "a prompt"
	help
	  Help of a.
config B
	tristate "b prompt"
	default m
	depends on A
config S
	string "s prompt"
	default "x"
menu "Menu one"
comment "A comment"
config I
	int "i prompt"
	range 1 10
	default 5
config H_EX
	hex "h prompt"
	default 0x10
choice
	prompt "Choose"
	default C2
	help
	  choice help
config C1
	bool "c one"
config C2
	bool "c two"
config C3
	bool "c three"
	depends on A
endchoice
endmenu
menuconfig MC
	bool "menuconf"
if MC
config IN
	bool "inside"
	default y
endif
config SEL
	bool "selector"
	select FORCED
config FORCED
	bool "forced"
`;

interface Run {
  readonly args: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Files written before this run. */
  readonly files?: Readonly<Record<string, string>>;
}

let folders: string[] = [];
afterEach(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
  folders = [];
});

/** What a sequence of runs printed and left: for each file its text and whether the run touched it. */
function outcome(
  runs: readonly Run[],
  start: Readonly<Record<string, string>>,
  conf: (run: Run, cwd: string) => unknown,
): unknown[] {
  const cwd = mkdtempSync(join(tmpdir(), "like-c-"));
  folders.push(cwd);
  const put = (files: Readonly<Record<string, string>>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, name)), { recursive: true });
      writeFileSync(join(cwd, name), text);
    }
  };
  const files = (): string[] =>
    readdirSync(cwd, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
  put(start);
  return runs.map((run) => {
    put(run.files ?? {});
    for (const file of files()) utimesSync(file, 1000, 1000);
    const printed = conf(run, cwd);
    const left = files().map((file) => [
      relative(cwd, file),
      readFileSync(file, "latin1"),
      statSync(file).mtimeMs !== 1_000_000,
    ]);
    return { printed, left };
  });
}

function c({ conf, env }: Oracle): (run: Run, cwd: string) => unknown {
  return (run, cwd) => {
    const { status, stdout, stderr } = spawnSync(conf, run.args.split(" "), {
      cwd,
      env: { ...plainEnv, ...env, ...run.env },
      input: run.input ?? "",
      encoding: "latin1",
    });
    return { status, stdout, stderr };
  };
}

function ours(dialect: DialectName): (run: Run, cwd: string) => unknown {
  return (run, cwd) => {
    const printed = { stdout: "", stderr: "" };
    const lines = (run.input ?? "").match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const status = main(["--dialect", dialect, ...run.args.split(" ")], {
      cwd,
      env: { ...plainEnv, KCONFIG_CACHE: "off", ...run.env },
      out: (text) => {
        printed.stdout += text;
      },
      err: (text) => {
        printed.stderr += text;
      },
      line: () => lines.shift() ?? null,
    });
    return { status, ...printed };
  };
}

const enters = "\n".repeat(60);
const noisy = 'y\n?\nfoo\ny\nm\n?\nhello"w\n99\nzz\n7\nxx\n1f\n?\n1?\n1\n';

for (const dialect of ["buildroot", "linux-6.1", "linux-6.12"] as const) {
  const oracle = oracleOf(dialect);
  const isLinux = dialect !== "buildroot";
  const prefix = isLinux ? "CONFIG_" : "";
  const kconfig = tree(isLinux ? "modules" : "option modules");
  const some = { ".config": `${prefix}A=y\n${prefix}MODULES=y\n` };
  const names = isLinux
    ? {}
    : { KCONFIG_AUTOCONFIG: "auto.conf", KCONFIG_AUTOHEADER: "auto.h", KCONFIG_TRISTATE: "tristate" };

  describe.skipIf(oracle === null)(`${dialect}, as its C program`, () => {
    const same = (runs: readonly Run[], start: Readonly<Record<string, string>> = {}): void => {
      if (oracle === null) return;
      const all = { Kconfig: kconfig, ...start };
      expect(outcome(runs, all, ours(dialect))).toEqual(outcome(runs, all, c(oracle)));
    };

    it.each([
      ["no answer", ""],
      ["Enter", enters],
      ["good and bad answers, help", noisy],
      ["y and numbers", "y\n".repeat(9) + enters],
      ["a last line without its end", "y\ny\nm\nfoo"],
    ])("oldaskconfig: %s", (_, input) => same([{ args: "--oldaskconfig Kconfig", input }]));

    it.each([
      ["no answer", ""],
      ["Enter", enters],
      ["help", `?\n\n${noisy}${enters}`],
    ])("oldconfig asks for what is new: %s", (_, input) =>
      same([{ args: "--oldconfig Kconfig", input }, { args: "--oldconfig Kconfig" }], some),
    );

    it("listnewconfig", () => same([{ args: "--listnewconfig Kconfig" }], some));
    it.runIf(isLinux)("helpnewconfig", () => same([{ args: "--helpnewconfig Kconfig" }], some));

    it("syncconfig: files, marks, and which of them are touched", () => {
      const other = { ".config": `${prefix}A=y\n${prefix}B=m\n${prefix}MODULES=y\n${prefix}S="x\\"y"\n` };
      same(
        [
          { args: "--olddefconfig Kconfig", env: names },
          { args: "--syncconfig Kconfig", env: names, input: enters },
          { args: "--syncconfig Kconfig", env: names, input: enters },
          { args: "--syncconfig Kconfig", env: names, input: enters, files: other },
          { args: "--syncconfig Kconfig", env: { ...names, KCONFIG_NOSILENTUPDATE: "1" }, files: some },
        ],
        some,
      );
    });

    it.runIf(isLinux)(
      "syncconfig warns of what nobody may select, again where there was an auto.conf",
      () => {
        const unmet = `config A\n\tbool "a"\n\tdefault y\n\tselect B\nconfig B\n\tbool "b"\n\tdepends on N\nconfig N\n\tbool "n"\n`;
        const sync: Run = { args: "--syncconfig Kconfig", env: names, input: enters };
        same([sync, sync, { ...sync, files: { ".config": "" } }], { Kconfig: unmet });
      },
    );

    it.each([1, 2, 3, 4, 5])("randconfig with seed %d", (seed) =>
      same([{ args: "--randconfig Kconfig", env: { KCONFIG_SEED: `${seed}` } }]),
    );

    it.each(["5", "20:50", "80:10:70", "x", "101"])("randconfig with probability %s", (text) =>
      same([{ args: "--randconfig Kconfig", env: { KCONFIG_SEED: "7", KCONFIG_PROBABILITY: text } }]),
    );

    it.runIf(isLinux).each(["yes2mod", "mod2yes", "mod2no"])("%sconfig", (mode) =>
      same([{ args: `--${mode}config Kconfig` }], { ".config": `${some[".config"]}${prefix}B=m\n` }),
    );

    it.runIf(isLinux)("KCONFIG_WERROR makes the warnings of KCONFIG_WARN_UNKNOWN_SYMBOLS errors", () => {
      const env = { KCONFIG_WERROR: "1", KCONFIG_WARN_UNKNOWN_SYMBOLS: "1" };
      same([{ args: "--olddefconfig Kconfig", env }], { ".config": "CONFIG_NOBODY=y\nodd\n" });
    });
  });
}
