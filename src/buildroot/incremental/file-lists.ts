/** Buildroot's own lists of what a package installed: `.files-list*.txt` in its build folder, lines `pkg,./path`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface FileLists {
  readonly target: ReadonlySet<string>;
  readonly staging: ReadonlySet<string>;
  readonly host: ReadonlySet<string>;
  readonly images: ReadonlySet<string>;
}

/** The lists of a build folder; one that is not there is empty. */
export function readFileLists(buildFolder: string): FileLists {
  const list = (suffix: string) => readList(join(buildFolder, `.files-list${suffix}.txt`));
  return { target: list(""), staging: list("-staging"), host: list("-host"), images: list("-images") };
}

function readList(path: string): ReadonlySet<string> {
  let text: string;
  try {
    text = readFileSync(path, "latin1");
  } catch {
    return new Set();
  }
  const paths = text.split("\n").flatMap((line) => {
    const comma = line.indexOf(",");
    return comma < 0 ? [] : [line.slice(comma + 1).replace(/^\.\//, "")];
  });
  return new Set(paths);
}
