/**
 * Remembers what a Makefile answered (see makefileEnvironment): asking takes longer than drawing the first screen. An
 * answer holds while the makefiles, the tools that it names and our own environment are the same.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, isAbsolute, join } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import type { MakefileQuestion } from "./makefile-environment.js";

interface Remembered {
  readonly environment: Readonly<Record<string, string>>;
  /** Files that it depends on: path to what `look` said of it. */
  readonly seen: Readonly<Record<string, string>>;
}

const MAKEFILES = [
  "Makefile",
  "scripts/Kbuild.include",
  "scripts/Makefile.compiler",
  "scripts/Makefile.clang",
  "scripts/subarch.include",
];
const TOOLS = ["CC", "HOSTCC", "HOSTCXX", "LD", "AR", "NM", "OBJCOPY", "RUSTC", "BINDGEN", "PAHOLE"];
/** Of our environment, what changes from one terminal to the next and that no Makefile looks at. */
const PASSING =
  /^(?:PWD|OLDPWD|SHLVL|_|TERM.*|COLORTERM|COLUMNS|LINES|WINDOWID|TMUX.*|STY|SSH_.*|DISPLAY|XDG_.*|DBUS_.*|MENUCONFIG_.*|NO_COLOR|KCONFIG_CACHE|NODE_.*)$/;

/** What `ask` answers (see makefileEnvironment), from memory when nothing that it depends on has changed. */
export async function rememberedEnvironment(
  question: MakefileQuestion,
  ask: () => Promise<Record<string, string>>,
): Promise<Record<string, string>> {
  const file = memoryFile(question);
  const known = file === null ? null : read(file);
  if (known !== null && Object.entries(known.seen).every(([path, then]) => look(path) === then))
    return { ...known.environment };
  const environment = await ask();
  if (file !== null) keep(file, { environment, seen: seenBy(question, environment) });
  return environment;
}

function memoryFile({ dir, build, variables, env }: MakefileQuestion): string | null {
  if (env.KCONFIG_CACHE === "off") return null;
  const home = env.HOME ?? homedir();
  const folder = env.KCONFIG_CACHE || join(env.XDG_CACHE_HOME || join(home, ".cache"), "ipa-menuconfig");
  const ours = Object.entries(env)
    .filter(([name]) => !PASSING.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const name = createHash("sha256")
    .update(JSON.stringify([dir, build, variables, ours]))
    .digest("hex");
  return join(folder, `makefile-${name.slice(0, 32)}.json`);
}

function seenBy(question: MakefileQuestion, environment: Record<string, string>): Record<string, string> {
  const { dir, env } = question;
  const tools = TOOLS.flatMap((tool) => {
    const program = environment[tool]?.trim().split(/\s+/)[0] ?? "";
    if (program === "") return [];
    if (isAbsolute(program)) return [program];
    // All places before the one where it is: it may appear there.
    return (environment.PATH ?? env.PATH ?? "").split(delimiter).map((folder) => join(folder, program));
  });
  const makefiles = [...MAKEFILES, `arch/${environment.SRCARCH ?? "none"}/Makefile`].map((each) =>
    join(dir, each),
  );
  return Object.fromEntries([...makefiles, ...tools].map((path) => [path, look(path)]));
}

function look(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}

function read(file: string): Remembered | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Remembered;
  } catch {
    return null;
  }
}

function keep(file: string, remembered: Remembered): void {
  try {
    mkdirSync(join(file, ".."), { recursive: true, mode: 0o700 });
    writeFileAtomically(file, Buffer.from(JSON.stringify(remembered)), { durable: false });
  } catch {
    // Full, read-only, or not ours: it is asked for again the next time.
  }
}
