/** Looks the host over before a build, with Buildroot's own demands, and says what to install. */
import { badPathCharacter } from "../tree.js";
import { type Family, familyOf, installCommandLine } from "./distribution.js";
import type { Machine } from "./machine.js";
import { type Purpose, REQUIREMENTS, type Requirement } from "./requirements.js";

export interface Check {
  readonly name: string;
  readonly status: "ok" | "warning" | "error";
  /** What was found, or "what is wrong: what to do". */
  readonly message: string;
  /** The package that would help, of this distribution. */
  readonly package: string | null;
}

export interface HostReport {
  readonly family: Family;
  readonly checks: readonly Check[];
  /** Packages to install, sorted, each once. */
  readonly packages: readonly string[];
  /** What to type to install them; null when nothing is missing or the distribution is unknown. */
  readonly install: string | null;
  /** No check ended in an error. */
  readonly ok: boolean;
}

export interface DoctorOptions {
  readonly purposes: readonly Purpose[];
  /** Where the build goes; its disk and its path are looked at. */
  readonly output: string;
}

const GIB = 1024 ** 3;

/** Examines the machine. Reads only; never throws for what it finds. */
export async function examineHost(machine: Machine, options: DoctorOptions): Promise<HostReport> {
  const family = familyOf((await machine.read("/etc/os-release")) ?? "");
  const wanted = REQUIREMENTS.filter((item) =>
    item.purposes.some((purpose) => options.purposes.includes(purpose)),
  );
  const programs = await Promise.all(wanted.map((item) => checkRequirement(machine, item, family)));
  const surroundings = options.purposes.includes("build")
    ? [
        checkSearchPath("PATH", machine.env.PATH),
        checkSearchPath("LD_LIBRARY_PATH", machine.env.LD_LIBRARY_PATH),
        checkOutputPath(options.output),
        await checkSpace(machine, options.output),
        await checkLocale(machine, options.output),
        checkUmask(machine),
        checkUser(machine),
      ]
    : [];
  const checks = [...programs, ...surroundings];
  const packages = [...new Set(checks.flatMap((check) => (check.package ? [check.package] : [])))].sort();
  return {
    family,
    checks,
    packages,
    install: installCommandLine(family, packages, machine.uid === 0),
    ok: checks.every((check) => check.status !== "error"),
  };
}

async function checkRequirement(machine: Machine, item: Requirement, family: Family): Promise<Check> {
  const pkg = family === "unknown" ? null : item[family];
  const bad = (what: string): Check => ({
    name: item.name,
    status: item.optional ? "warning" : "error",
    message: `${what}: ${pkg ? `install the package ${pkg}` : "install it"}`,
    package: pkg,
  });
  if (item.name.startsWith("perl:")) {
    const module = item.name.slice("perl:".length);
    const found = await machine.output("perl", [`-M${module}`, "-e", "1"]);
    return found === null ? bad(`the Perl module ${module} is missing`) : ok(item.name, "found");
  }
  const path = await machine.which(item.name);
  if (path === null) return bad("missing");
  if (!item.version) return ok(item.name, path);
  const version = item.version.pattern.exec((await machine.output(path, item.version.args)) ?? "")?.[1];
  if (version === undefined) return bad(`${path} does not tell its version`);
  return compareVersions(version, item.version.minimum) < 0
    ? bad(`version ${version} is older than ${item.version.minimum}`)
    : ok(item.name, `${path} ${version}`);
}

/** Negative, zero or positive, number by number: 4.10 is newer than 4.9. */
export function compareVersions(a: string, b: string): number {
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function checkSearchPath(name: "PATH" | "LD_LIBRARY_PATH", value: string | undefined): Check {
  if (value === undefined || (value === "" && name === "LD_LIBRARY_PATH")) return ok(name, "not set");
  if (value.split(":").some((dir) => dir === "" || dir === "."))
    return error(
      name,
      "holds the current folder (`.` or an empty entry), which breaks packages: take it out",
    );
  if (name === "PATH" && /[ \t\n]/.test(value))
    return error(name, "holds a space, tab or newline, which make cannot work with: take that entry out");
  return ok(name, "no current folder, no spaces");
}

function checkOutputPath(output: string): Check {
  const bad = badPathCharacter(output);
  return bad === null
    ? ok("output folder", output)
    : error(
        "output folder",
        `${output} holds ${JSON.stringify(bad)}, which make cannot work with: use --output DIR`,
      );
}

async function checkSpace(machine: Machine, output: string): Promise<Check> {
  const free = await machine.freeBytes(output);
  if (free === null) return warning("disk space", "unknown: have 15 GB free");
  const text = `${(free / GIB).toFixed(1)} GB free at ${output}`;
  if (free < 2 * GIB)
    return error(
      "disk space",
      `${text}: the smallest image needs 2 GB: make room or use --output on another disk`,
    );
  if (free < 15 * GIB)
    return warning("disk space", `${text}: the full image may need 15 GB, the minimal one 2 GB`);
  return ok("disk space", text);
}

async function checkLocale(machine: Machine, output: string): Promise<Check> {
  const config = (await machine.read(`${output}/.config`)) ?? "";
  const needed = /^BR2_NEEDS_HOST_UTF8_LOCALE=y$/m.test(config);
  const locales = await machine.output("locale", ["-a"]);
  if (locales !== null && /utf-?8$/im.test(locales)) return ok("locale", "a UTF-8 locale is there");
  const message = "no UTF-8 locale: generate one (for example `localedef -i C -f UTF-8 C.UTF-8`)";
  return needed ? error("locale", message) : warning("locale", message);
}

function checkUmask(machine: Machine): Check {
  const text = machine.umask.toString(8).padStart(4, "0");
  return ok("umask", machine.umask === 0o022 ? text : `${text}: Buildroot sets 0022 for itself`);
}

function checkUser(machine: Machine): Check {
  return machine.uid === 0
    ? warning("user", "root: builds are refused: work as another user, or pass --allow-root")
    : ok("user", "not root");
}

function ok(name: string, message: string): Check {
  return { name, status: "ok", message, package: null };
}

function warning(name: string, message: string): Check {
  return { name, status: "warning", message, package: null };
}

function error(name: string, message: string): Check {
  return { name, status: "error", message, package: null };
}
