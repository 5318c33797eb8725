import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Names this build of the engine: another one may read a tree otherwise, and must not use this one's cache. */
export function engineIdentity(): string {
  const folder = dirname(dirname(fileURLToPath(import.meta.url)));
  const parts: string[] = [process.version];
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const file = join(path, entry.name);
      if (entry.isDirectory()) visit(file);
      else if (/\.(js|cjs|ts)$/.test(entry.name) && !entry.name.endsWith(".d.ts")) {
        const { size, mtimeMs } = statSync(file);
        parts.push(`${entry.name} ${size} ${mtimeMs}`);
      }
    }
  };
  visit(folder);
  return parts.join("\n");
}
