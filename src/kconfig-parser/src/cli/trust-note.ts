import { resolve } from "node:path";
import { type CacheStore, nameOf } from "../cache/store.js";
import { detectDialect } from "../detect-dialect.js";
import { type DialectName, dialects } from "../dialect.js";
import { nodeHost } from "../host.js";
import type { CommandIo } from "../io.js";

/**
 * Says, the first time that a tree is opened, that its commands are run. Only on a terminal, and never in the modes of
 * conf, whose standard error is C's to the byte; without a cache there is nothing to remember it in, and it is said
 * each time.
 */
export function tellOfCommands(
  file: string,
  dialect: DialectName | undefined,
  store: CacheStore | null,
  io: CommandIo,
): void {
  if (io.isWatched?.() !== true) return;
  const name = nameOf("told", [resolve(io.cwd, file)]);
  if (store !== null && store.load(name) !== null) return;
  // Only the language that is read in tokens has $(shell …).
  if (dialects[dialect ?? detectDialect(nodeHost(io.cwd, io.env), file)].syntax.reader !== "tokens") return;
  io.err(
    `kconf: ${file}: opening it runs the commands of its $(shell ...): use --no-shell with a tree that you do not trust\n`,
  );
  store?.save(name, { header: {}, sections: [] });
}
