/**
 * The environment in which a tree's own Makefile starts Kconfig (ARCH, SRCARCH, CC, CC_VERSION_TEXT, srctree…). The
 * Makefile itself is asked: it is read as for a configuration, and instead of Kconfig it starts `env`.
 */
import { execa } from "execa";
import { EXIT, UserError } from "../buildroot/errors.js";
import { makeEnvironment } from "../buildroot/make-environment.js";

export interface MakefileQuestion {
  /** The folder with the Makefile. */
  readonly dir: string;
  /** Absolute; the folder of the build where that is not `dir` (make's O=). */
  readonly build: string;
  /** Variables as on make's command line: `ARCH=arm64`, `CROSS_COMPILE=aarch64-linux-gnu-`. */
  readonly variables: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

/** Ends in `config`, so that the Makefile prepares for Kconfig and not for compiling. */
const GOAL = "tell-environment-config";
const MARK = "this is the environment:";

const question = (makefile: string): string => `include ${makefile}
.PHONY: ${GOAL}
${GOAL}:
	@printf '%s\\0' '${MARK}'; env -0
`;

/** Make's own, the shell's own, and ours. */
const NOT_THE_MAKEFILES = /^(?:MAKE.*|MFLAGS|PWD|OLDPWD|SHLVL|_|sub_make_done|abs_srctree|abs_objtree)$/;

/**
 * What the Makefile adds to the environment, or changes in it.
 * @throws UserError (exit code 3) with make's own words when make cannot be run or refuses
 */
export async function makefileEnvironment(asked: MakefileQuestion): Promise<Record<string, string>> {
  const { dir, build, variables, signal } = asked;
  const own = makeEnvironment(asked.env);
  const words = ["--no-print-directory", "-rRs", "-f", "-", ...variables, GOAL];
  const result = await execa("make", words, {
    cwd: build,
    // Else the kernel's Makefile starts itself anew, without our question. The folders are what it would hand itself.
    env: { ...own, sub_make_done: "1", abs_srctree: dir, abs_objtree: build },
    extendEnv: false,
    input: question(build === dir ? "Makefile" : `${dir}/Makefile`),
    reject: false,
    stripFinalNewline: false,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  const output = result.stdout ?? "";
  const at = output.indexOf(`${MARK}\0`);
  if (result.failed || at < 0) throw refused(dir, result.stderr ?? "", result.shortMessage ?? "");
  const environment: Record<string, string> = {};
  for (const line of output.slice(at + MARK.length + 1).split("\0")) {
    const equals = line.indexOf("=");
    const name = line.slice(0, equals);
    const value = line.slice(equals + 1);
    if (equals > 0 && !NOT_THE_MAKEFILES.test(name) && own[name] !== value) environment[name] = value;
  }
  return environment;
}

function refused(dir: string, stderr: string, message: string): UserError {
  const said = stderr.trim().split("\n").slice(-5).join("\n");
  return new UserError(
    `${dir}/Makefile: make could not read it: ${said === "" ? message : `\n${said}`}: look whether ARCH and CROSS_COMPILE are right, and whether make is there`,
    EXIT.host,
  );
}
