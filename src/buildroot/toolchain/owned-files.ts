/**
 * Which files make up the C library: the package manager knows. Copying /usr/include as it is would take every
 * other library's headers along, and packages would then find what the target does not have.
 */
import { execa } from "execa";
import { EXIT, UserError } from "../errors.js";

interface PackageManager {
  /** The packages that own a file; empty when it knows none. */
  owners(file: string): Promise<readonly string[]>;
  /** Every path of a package. */
  files(name: string): Promise<readonly string[]>;
}

async function run(program: string, args: readonly string[]): Promise<string> {
  const result = await execa(program, [...args], { reject: false, stdin: "ignore", env: { LC_ALL: "C" } });
  return result.exitCode === 0 ? result.stdout : "";
}

const lines = (text: string) => text.split("\n").filter((line) => line !== "");

/** Names out of `dpkg-query -S`: "libc6-dev:amd64, other: /usr/include/stdio.h". Diversions are no owners. */
export function dpkgOwners(output: string): readonly string[] {
  return lines(output)
    .filter((line) => !line.startsWith("diversion by "))
    .flatMap((line) => line.slice(0, Math.max(0, line.lastIndexOf(": "))).split(", "))
    .filter((name) => name !== "");
}

const dpkg: PackageManager = {
  owners: async (file) => dpkgOwners(await run("dpkg-query", ["-S", "--", file])),
  files: async (name) => lines(await run("dpkg-query", ["-L", "--", name])),
};

const rpm: PackageManager = {
  owners: async (file) => lines(await run("rpm", ["-qf", "--qf", "%{NAME}.%{ARCH}\\n", "--", file])),
  files: async (name) => lines(await run("rpm", ["-ql", "--", name])),
};

/** The names under which a merged /usr may have recorded a path: /lib/x and /usr/lib/x. */
function spellings(file: string): readonly string[] {
  if (/^\/lib/.test(file)) return [file, `/usr${file}`];
  if (/^\/usr\/lib/.test(file)) return [file, file.slice("/usr".length)];
  return [file];
}

/**
 * All paths of the packages that own the given files.
 * @param files absolute paths, one of each package that is wanted
 * @throws UserError (host) for a file that no package manager (dpkg, rpm) owns
 */
export async function ownedFiles(files: readonly string[]): Promise<readonly string[]> {
  const names = new Map<string, PackageManager>();
  for (const file of files) {
    const found = await findOwners(file);
    if (found === null) {
      throw new UserError(
        `${file}: neither dpkg nor rpm knows its package: make the toolchain on Debian, Ubuntu or Fedora, with the distribution's own gcc and C library`,
        EXIT.host,
      );
    }
    for (const name of found.names) names.set(name, found.manager);
  }
  const paths = new Set<string>();
  for (const [name, manager] of names) for (const path of await manager.files(name)) paths.add(path);
  return [...paths].sort();
}

async function findOwners(
  file: string,
): Promise<{ readonly manager: PackageManager; readonly names: readonly string[] } | null> {
  for (const manager of [dpkg, rpm]) {
    for (const spelling of spellings(file)) {
      const names = await manager.owners(spelling);
      if (names.length > 0) return { manager, names };
    }
  }
  return null;
}
