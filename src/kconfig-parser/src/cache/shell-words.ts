import { statSync } from "node:fs";
import { delimiter, isAbsolute, join, resolve } from "node:path";

/** Words that the shell itself knows. */
const builtins = new Set(
  "[ : . ! break case cd command continue do done echo elif else esac eval exec exit export false fi for if in printf pwd read return set shift test then trap true type umask unset until wait while y n".split(
    " ",
  ),
);

/** Compilers call these without being told to. */
const companions = ["as", "ld"];

/**
 * The files whose change could change the command's answer, as far as its words tell: paths in it, the programs that
 * its words name (with the places on PATH before them, where another could appear), and what compilers call.
 */
export function filesBehind(command: string, cwd: string, path: string): string[] {
  const files = new Set<string>();
  for (const word of wordsOf(command)) {
    if (word.startsWith("/dev/")) continue;
    if (word.includes("/")) files.add(isAbsolute(word) ? word : resolve(cwd, word));
    else if (!builtins.has(word)) for (const file of candidates(word, path, cwd)) files.add(file);
    const prefix = /^(.*?)(?:gcc|g\+\+|clang|cc)(?:-[\d.]+)?$/.exec(word)?.[1];
    if (prefix === undefined) continue;
    for (const name of companions)
      for (const file of candidates(`${prefix}${name}`, path, cwd)) files.add(file);
  }
  return [...files];
}

function wordsOf(command: string): Set<string> {
  return new Set(
    command
      .split(/[\s;|&(){}<>"'`$=,\\]+/)
      .filter((word) => /^[\w./+~-]+$/.test(word) && !word.startsWith("-")),
  );
}

/** Where on PATH a program is, and where before that it is not; all places when it is nowhere. */
function candidates(name: string, path: string, cwd: string): string[] {
  const tried: string[] = [];
  for (const folder of path.split(delimiter)) {
    const file = join(isAbsolute(folder) ? folder : resolve(cwd, folder), name);
    tried.push(file);
    if (statSync(file, { throwIfNoEntry: false })?.isFile()) return tried;
  }
  return tried;
}
