import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Names this build of the engine: another one may read a tree otherwise, and must not use this one's cache. */
export function engineIdentity(): string {
  const here = fileURLToPath(import.meta.url);
  // In the bundle this one file is the whole engine.
  if (here.endsWith(".cjs")) return [process.version, here, describe(here)].join("\n");
  const folder = dirname(dirname(here));
  const parts: string[] = [process.version];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const file = join(path, entry.name);
      if (entry.isDirectory()) visit(file);
      else if (/\.(js|cjs|ts)$/.test(entry.name) && !entry.name.endsWith(".d.ts")) {
        parts.push(`${entry.name} ${describe(file)}`);
      }
    }
  };
  visit(folder);
  return parts.join("\n");
}

function describe(file: string): string {
  const { size, mtimeMs, ino } = statSync(file);
  return `${size} ${mtimeMs} ${ino}`;
}
