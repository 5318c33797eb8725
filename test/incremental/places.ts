/** Where the repository is, from the tests as they are and from their compiled form. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = findRepository(dirname(fileURLToPath(import.meta.url)));

export function fixture(name: string): string {
  return join(repository, "test/fixtures", name);
}

function findRepository(from: string): string {
  if (existsSync(join(from, "test/fixtures"))) return from;
  const parent = dirname(from);
  if (parent === from)
    throw new Error("places.ts: the repository was not found: run it inside the repository");
  return findRepository(parent);
}
