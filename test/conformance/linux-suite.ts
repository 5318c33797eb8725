import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firstDifferent } from "../fuzz/compare.js";
import { filesIn, type Outcome, type Request, runC, runEngine, runProgram } from "../support/conf.js";
import { isFull } from "../support/full.js";
import {
  type Architecture,
  architectures,
  defconfigs,
  type Kernel,
  kernelEnv,
  kernelOf,
  type LinuxVersion,
  outputFolder,
  ownMacros,
  type Tools,
} from "./linux.js";

type Runner = (request: Request) => Outcome;

/** One call of conf; its environment is the kernel's and this. */
interface Step {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Appended to .config first, as merge_config.sh does with a fragment. */
  readonly fragment?: string;
}

/** What a sequence of steps said and left. */
interface Left {
  readonly outcomes: readonly Outcome[];
  readonly files: Readonly<Record<string, string>>;
}

function play(kernel: Kernel, arch: Architecture, tools: Tools, steps: readonly Step[], run: Runner): Left {
  const cwd = outputFolder();
  try {
    if (tools === "none") {
      mkdirSync(join(cwd, "scripts"));
      writeFileSync(join(cwd, "scripts/Kconfig.include"), ownMacros);
    }
    const outcomes = steps.map(({ args, env, fragment }) => {
      if (fragment !== undefined) appendFileSync(join(cwd, ".config"), readFileSync(fragment));
      if (args.includes("--syncconfig"))
        for (const name of ["config", "generated"])
          mkdirSync(join(cwd, "include", name), { recursive: true });
      return run({ args: [...args, "Kconfig"], cwd, env: { ...kernelEnv(kernel, arch, tools), ...env } });
    });
    return { outcomes, files: filesIn(cwd) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** What differs, the first line of each place: whole files would bury it. */
function differences(expected: Left, actual: Left): string[] {
  const found: string[] = [];
  const look = (where: string, c: unknown, ours: unknown) => {
    if (c !== ours) found.push(`${where}: C ${firstDifferent(c, ours)} | ours ${firstDifferent(ours, c)}`);
  };
  expected.outcomes.forEach((outcome, step) => {
    for (const key of ["status", "stdout", "stderr"] as const)
      look(`step ${step + 1} ${key}`, outcome[key], actual.outcomes[step]?.[key]);
  });
  for (const name of new Set([...Object.keys(expected.files), ...Object.keys(actual.files)]))
    look(name, expected.files[name], actual.files[name]);
  return found.slice(0, 12);
}

const save: Step = { args: ["--savedefconfig=defconfig"] };

/** A name and its steps, for an architecture. */
function sequences(kernel: Kernel, arch: Architecture): [string, Step[]][] {
  const tiny = ["tiny-base.config", "tiny.config"].map((name) => join(kernel.tree, "kernel/configs", name));
  const [base = "", fragment = ""] = tiny;
  const all = defconfigs(kernel, arch);
  // The sample: all modes of one architecture, a mode and a defconfig of each other.
  const some = isFull ? all : [...new Set([all[0], arch === "x86" ? all.at(-1) : all[0]])];
  const modes = ["allnoconfig", "allyesconfig", "allmodconfig", "alldefconfig"];
  const someModes = isFull || arch === "x86" ? modes : ["allmodconfig"];
  return [
    ...someModes.map((mode): [string, Step[]] => [mode, [{ args: [`--${mode}`] }, save]]),
    [
      "tinyconfig",
      [
        { args: ["--allnoconfig"], env: existsSync(base) ? { KCONFIG_ALLCONFIG: base } : {} },
        { args: ["--olddefconfig"], fragment },
        save,
      ],
    ],
    ...some
      .filter((name) => name !== undefined)
      .map((name): [string, Step[]] => [name, [{ args: [`--defconfig=${name}`] }, save]]),
  ];
}

/** Compares the engine with a kernel's conf: every byte of standard output, standard error and the files. */
export function describeKernel(version: LinuxVersion): void {
  const kernel = kernelOf(version);
  describe.skipIf(kernel === null)(`Linux ${version}: what its conf writes and says`, () => {
    if (kernel === null) return;
    const { oracle } = kernel;
    const c: Runner = (request) => runC(oracle, request);
    const engine: Runner = (request) => runEngine(oracle.dialect, request);
    const program: Runner = (request) => runProgram(oracle.dialect, request);

    describe.each(architectures)("%s", (arch) => {
      it.each(sequences(kernel, arch))("%s", (_, steps) => {
        const expected = play(kernel, arch, "none", steps, c);
        expect(differences(expected, play(kernel, arch, "none", steps, engine))).toEqual([]);
      });

      it("asks the compiler the same and takes its answers the same", () => {
        const steps: Step[] = [{ args: ["--alldefconfig"] }];
        const expected = play(kernel, arch, "stand-in", steps, c);
        expect(differences(expected, play(kernel, arch, "stand-in", steps, engine))).toEqual([]);
      });
    });

    it.each(isFull ? architectures : (["x86"] as const))(
      "%s: a process of its own, the real compiler, and syncconfig",
      (arch) => {
        const steps: Step[] = [{ args: ["--alldefconfig"] }, { args: ["--syncconfig"] }, save];
        const expected = play(kernel, arch, "real", steps, c);
        expect(differences(expected, play(kernel, arch, "real", steps, program))).toEqual([]);
      },
    );
  });
}
