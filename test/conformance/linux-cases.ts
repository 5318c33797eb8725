import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesIn, type Outcome, type Request, runC, runEngine, runProgram } from "../support/conf.js";
import type { Case, Texts } from "./case.js";
import {
  type Architecture,
  architectures,
  defconfigs,
  type Kernel,
  kernelEnv,
  outputFolder,
  ownMacros,
  type Tools,
} from "./linux.js";

/** One call of conf; its environment is the kernel's and this. */
interface Step {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Appended to .config first, as merge_config.sh does with a fragment. */
  readonly fragment?: string;
}

function play(
  kernel: Kernel,
  arch: Architecture,
  tools: Tools,
  steps: readonly Step[],
  run: (request: Request) => Outcome,
): Texts {
  const cwd = outputFolder();
  try {
    if (tools === "none") {
      mkdirSync(join(cwd, "scripts"));
      writeFileSync(join(cwd, "scripts/Kconfig.include"), ownMacros);
    }
    const texts: Record<string, string> = {};
    steps.forEach(({ args, env, fragment }, n) => {
      if (fragment !== undefined) appendFileSync(join(cwd, ".config"), readFileSync(fragment));
      if (args.includes("--syncconfig"))
        for (const name of ["config", "generated"])
          mkdirSync(join(cwd, "include", name), { recursive: true });
      const request = { args: [...args, "Kconfig"], cwd, env: { ...kernelEnv(kernel, arch, tools), ...env } };
      for (const [key, text] of Object.entries(run(request))) texts[`step ${n + 1} ${key}`] = String(text);
    });
    return { ...texts, ...filesIn(cwd) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

const save: Step = { args: ["--savedefconfig=defconfig"] };
const allDefault: Step = { args: ["--alldefconfig"] };

function modes(): [string, Step[]][] {
  return ["allnoconfig", "allyesconfig", "allmodconfig", "alldefconfig"].map((mode) => [
    mode,
    [{ args: [`--${mode}`] }, save],
  ]);
}

function tinyconfig(kernel: Kernel): [string, Step[]] {
  const [base, fragment] = ["tiny-base.config", "tiny.config"].map((name) =>
    join(kernel.tree, "kernel/configs", name),
  );
  return [
    "tinyconfig",
    [
      { args: ["--allnoconfig"], env: base && existsSync(base) ? { KCONFIG_ALLCONFIG: base } : {} },
      { args: ["--olddefconfig"], ...(fragment === undefined ? {} : { fragment }) },
      save,
    ],
  ];
}

function fromDefconfig(name: string): [string, Step[]] {
  return [name, [{ args: [`--defconfig=${name}`] }, save]];
}

/** The real compiler's questions and answers, by a process of its own, and what syncconfig makes of them. */
function realCompiler(kernel: Kernel, arch: Architecture): Case {
  return sequence(kernel, arch, "real", "a process of its own, the real compiler, and syncconfig", [
    allDefault,
    { args: ["--syncconfig"] },
    save,
  ]);
}

function sequence(
  kernel: Kernel,
  arch: Architecture,
  tools: Tools,
  name: string,
  steps: readonly Step[],
): Case {
  const { oracle, version } = kernel;
  const run = tools === "real" ? runProgram : runEngine;
  return {
    group: `defconfigs and modes of Linux ${version} ${arch}`,
    name,
    isLasting: tools === "none",
    c: () => play(kernel, arch, tools, steps, (request) => runC(oracle, request)),
    ours: () => play(kernel, arch, tools, steps, (request) => run(oracle.dialect, request)),
  };
}

/** Every defconfig and mode of the architectures; and what a compiler is asked, with one that answers at once and the real one. */
export function allLinuxCases(kernel: Kernel): Case[] {
  return architectures.flatMap((arch) => [
    ...[...modes(), tinyconfig(kernel), ...defconfigs(kernel, arch).map(fromDefconfig)].map(([name, steps]) =>
      sequence(kernel, arch, "none", name, steps),
    ),
    ...modes().map(([name, steps]) =>
      sequence(kernel, arch, "stand-in", `${name}, a compiler that answers at once`, steps),
    ),
    realCompiler(kernel, arch),
  ]);
}

/** All modes of one architecture, a mode and a defconfig of each other. */
export function someLinuxCases(kernel: Kernel): Case[] {
  const cases = architectures.flatMap((arch) => {
    const all = defconfigs(kernel, arch);
    const some = [...new Set([all[0], arch === "x86" ? all.at(-1) : all[0]])].filter((n) => n !== undefined);
    const someModes = modes().filter(([name]) => arch === "x86" || name === "allmodconfig");
    return [
      ...[...someModes, tinyconfig(kernel), ...some.map(fromDefconfig)].map(([name, steps]) =>
        sequence(kernel, arch, "none", name, steps),
      ),
      sequence(kernel, arch, "stand-in", "a compiler that answers at once", [allDefault]),
    ];
  });
  return [...cases, realCompiler(kernel, "x86")];
}
