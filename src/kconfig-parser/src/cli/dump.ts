import { formatWarning } from "../diagnostics.js";
import { dumpTree } from "../dump/dump.js";
import type { CommandIo } from "../io.js";
import { jsonText } from "./json-text.js";
import { openQueryTree, parseQuery, queryOptions, runQuery, statuses, UsageError } from "./open-query.js";

const usage = `Usage: kconf dump [KCONFIG_FILE]

Prints the whole tree as JSON for other programs: symbols, menus, conditions as text and as trees, with file and
line. The shape is that of the type TreeDump in kconfig-parser/dump. Always JSON; --json is accepted.

${queryOptions}
Exit status: 0 done; 1 an error in the Kconfig files or a missing file; 2 wrong arguments.
`;

/** `kconf dump [KCONFIG_FILE]`. */
export function dump(argv: readonly string[], io: CommandIo): number {
  return runQuery(io, usage, () => {
    const query = parseQuery(argv);
    if (query.help) {
      io.out(usage);
      return statuses.done;
    }
    const [file, ...more] = query.words;
    if (more.length > 0) throw new UsageError("dump: name one Kconfig file");
    const tree = openQueryTree(file === undefined ? query : { ...query, kconfigFile: file }, io);
    for (const warning of tree.warnings) io.err(`${formatWarning(warning)}\n`);
    io.out(jsonText(dumpTree(tree)));
    return statuses.done;
  });
}
