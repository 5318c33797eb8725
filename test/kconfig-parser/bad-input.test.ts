import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { languages } from "../fuzz/language.js";
import { type Outcome, oracleOf, plainEnv, runC, runEngine } from "../support/conf.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bad-input-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Longest that any of these may take, in seconds; C needs none of it. */
const patience = 20;

type Files = Readonly<Record<string, string>>;

const deepIfs = `${Array.from({ length: 10_000 }, (_, n) => `if A${n % 7} || y\n`).join("")}config B\n\tbool "b"\n${"endif\n".repeat(10_000)}`;

const names = Array.from({ length: 4000 }, (_, n) => `A${n}`);
const manyOperands = `${names.map((name) => `config ${name}\n\tbool "a"\n\tdefault y\n`).join("")}config X\n\tbool "x"\n\tdefault ${names.join(" && ")}\n`;

/** What is wrong with a tree, and the tree: Kconfig and what it sources. */
const trees: readonly [string, Files][] = [
  ["a file that sources itself", { Kconfig: 'source "Kconfig"\n' }],
  [
    "two files that source each other",
    { Kconfig: 'source "a"\n', a: 'config A\n\tbool\nsource "b"\n', b: 'source "a"\n' },
  ],
  ["a file that is missing", { Kconfig: 'config A\n\tbool "a"\nsource "nobody"\n' }],
  [
    "symbols that depend on each other",
    { Kconfig: 'config A\n\tbool "a"\n\tdepends on B\nconfig B\n\tbool "b"\n\tdepends on A\n' },
  ],
  ["a symbol that depends on itself", { Kconfig: 'config A\n\tbool "a"\n\tdepends on A\n' }],
  [
    "symbols that select each other",
    {
      Kconfig:
        'config A\n\tbool "a"\n\tselect B\nconfig B\n\tbool "b"\n\tdepends on C\nconfig C\n\tdef_bool B || A\n',
    },
  ],
  ["NUL bytes", { Kconfig: 'config A\n\tbool "a"\n\0\0\nconfig B\n\tbool "b\0c"\n' }],
  ["no newline at the end", { Kconfig: 'config A\n\tbool "a"' }],
  ["a text without its end", { Kconfig: 'config A\n\tbool "a\nconfig B\n\tbool "b"\n' }],
  ["blocks without their end", { Kconfig: 'menu "m"\nif y\nchoice\n\tprompt "c"\nconfig A\n\tbool "a"\n' }],
  ["ends without their block", { Kconfig: 'endif\nendmenu\nendchoice\nconfig A\n\tbool "a"\n' }],
  [
    "blocks that end in another file",
    { Kconfig: 'menu "m"\nsource "a"\nconfig A\n\tbool "a"\n', a: "endmenu\n" },
  ],
  ["only bytes that nobody knows", { Kconfig: "\x01\x02\xfe\xff\n" }],
  [
    "parentheses 1,000 deep",
    { Kconfig: `config A\n\tbool "a"\n\tdepends on ${"(".repeat(1000)}y${")".repeat(1000)}\n` },
  ],
  ["an expression of 4,000 operands", { Kconfig: manyOperands }],
  ["a text of a megabyte", { Kconfig: `config A\n\tstring "a"\n\tdefault "${"x".repeat(1 << 20)}"\n` }],
];

/** More than JavaScript's stack may hold. */
const tooDeep: readonly [string, Files][] = [
  ["10,000 nested ifs", { Kconfig: deepIfs }],
  ["20,000 nots", { Kconfig: `config A\n\tbool "a"\n\tdepends on ${"!".repeat(20_000)}n\n` }],
  [
    "parentheses 100,000 deep",
    { Kconfig: `config A\n\tbool "a"\n\tdepends on ${"(".repeat(100_000)}y${")".repeat(100_000)}\n` },
  ],
];

const macroTrees: readonly [string, Files][] = [
  ["a variable that names itself", { Kconfig: 'X = $(X)\nconfig A\n\tbool "$(X)"\n' }],
  ["variables that name each other", { Kconfig: 'X = a$(Y)\nY = $(X)\nconfig A\n\tbool "$(X)"\n' }],
  ["a function without end", { Kconfig: 'f = $(f,$(1)$(1))\nconfig A\n\tbool "$(f,x)"\n' }],
  ["a function that does not exist", { Kconfig: 'config A\n\tbool "$(nobody,x)"\n' }],
  ["too many arguments", { Kconfig: 'config A\n\tbool "$(shell,a,b)"\n' }],
  ["a reference without its end", { Kconfig: 'config A\n\tbool "$(X"\nX := $(\n' }],
  ["an error on purpose", { Kconfig: "$(error-if,y,stop here)\n" }],
];

/** C takes all memory there is, for a minute, until the system kills it. */
const WITHOUT_ANSWER_OF_C = "a function without end";

function run(
  files: Files,
  execute: (request: { args: string[]; cwd: string; env: Record<string, string> }) => Outcome,
): Outcome {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, "latin1");
  return execute({
    args: ["--alldefconfig", "Kconfig"],
    cwd: folder,
    env: { ...plainEnv, KCONFIG_CONFIG: ".config" },
  });
}

/** What every outcome must be: an end in time, a status of conf's, never a stack trace. */
function expectCalm({ status, stderr }: Outcome): void {
  expect(status).toBeTypeOf("number");
  expect(stderr).not.toMatch(/^\s+at |RangeError|TypeError|Maximum call stack/m);
}

describe.each(languages)("a tree that is wrong, $dialect", ({ dialect, macros }) => {
  const oracle = oracleOf(dialect);

  it.each([...trees, ...(macros ? macroTrees : [])])("%s: says what C says, in time", (name, files) => {
    const started = performance.now();
    const ours = run(files, (request) => runEngine(dialect, request));
    expect((performance.now() - started) / 1000).toBeLessThan(patience);
    expectCalm(ours);
    if (oracle === null || name === WITHOUT_ANSWER_OF_C) return;
    rmSync(join(folder, ".config"), { force: true });
    const c = run(files, (request) => runC(oracle, { ...request, env: { ...request.env, ...oracle.env } }));
    // Where C crashes there is nothing to equal.
    if (typeof c.status === "number") expect(ours).toEqual(c);
  });

  it("a folder in the place of a file, a link to nowhere, a link to itself", () => {
    mkdirSync(join(folder, "d"));
    symlinkSync("nowhere", join(folder, "dangling"));
    symlinkSync("itself", join(folder, "itself"));
    const expected = [
      ["d", 2, "input in flex scanner failed"],
      ["dangling", 1, "Kconfig:3:"],
      ["itself", 1, "Kconfig:3:"],
    ] as const;
    for (const [name, status, words] of expected) {
      const ours = run({ Kconfig: `config A\n\tbool "a"\nsource "${name}"\n` }, (request) =>
        runEngine(dialect, request),
      );
      expectCalm(ours);
      expect(ours.status).toBe(status);
      expect(ours.stderr).toContain(words);
    }
  });

  it.each(tooDeep)("%s: an answer or a message, in time", (_, files) => {
    const started = performance.now();
    const ours = run(files, (request) => runEngine(dialect, request));
    expect((performance.now() - started) / 1000).toBeLessThan(patience);
    expectCalm(ours);
    if (ours.status !== 0) expect(ours.stderr).toMatch(/^Kconfig(:\d+)?: /m);
  });
});

describe("a .config that is wrong", () => {
  const kconfig = { Kconfig: 'config A\n\tbool "a"\nconfig S\n\tstring "s"\n\tdefault "d"\n' };

  it.each(languages)("a folder in its place: a message, no stack trace ($dialect)", ({ dialect }) => {
    mkdirSync(join(folder, ".config"));
    expectCalm(run(kconfig, (request) => runEngine(dialect, request)));
  });

  it.each(languages)("a line of 100 MB is read in bounded time ($dialect)", ({ dialect }) => {
    writeFileSync(join(folder, ".config"), `CONFIG_S="${"x".repeat(100 << 20)}"\nS="y"\n`);
    const started = performance.now();
    const ours = run(kconfig, (request) =>
      runEngine(dialect, { ...request, args: ["--olddefconfig", "Kconfig"] }),
    );
    expectCalm(ours);
    expect((performance.now() - started) / 1000).toBeLessThan(patience);
  });
});

describe("a Kconfig file of one line of 100 MB", () => {
  it.each(languages)("ends in bounded time, with file and line ($dialect)", ({ dialect }) => {
    const started = performance.now();
    const ours = run({ Kconfig: `config A\n\tbool "a"\n\t${"x".repeat(100 << 20)}\n` }, (request) =>
      runEngine(dialect, request),
    );
    expectCalm(ours);
    expect((performance.now() - started) / 1000).toBeLessThan(patience);
    expect(ours.stderr).toMatch(/^Kconfig:3:/m);
  });
});
