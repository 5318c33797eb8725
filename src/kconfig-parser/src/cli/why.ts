import { why as explain } from "../explain/why.js";
import { whyText } from "../explain/why-text.js";
import type { CommandIo } from "../io.js";
import { jsonText } from "./json-text.js";
import {
  findSymbol,
  openQueryConfig,
  parseQuery,
  queryOptions,
  runQuery,
  statuses,
  UsageError,
} from "./open-query.js";

const usage = `Usage: kconf why [--json] SYMBOL

Says why a symbol has its value: where the value comes from, what each condition hangs on, who selects it.

${queryOptions}
Exit status: 0 done; 1 an error in the Kconfig files, a missing file or an unknown symbol; 2 wrong arguments.
`;

/** `kconf why SYMBOL`. */
export function why(argv: readonly string[], io: CommandIo): number {
  return runQuery(io, usage, () => {
    const query = parseQuery(argv);
    if (query.help) {
      io.out(usage);
      return statuses.done;
    }
    const [name, ...more] = query.words;
    if (name === undefined || more.length > 0) throw new UsageError("why: name one symbol");
    const config = openQueryConfig(query, io);
    const report = explain(config, findSymbol(config, name));
    io.out(query.json ? jsonText(report, 2) : whyText(report));
    return statuses.done;
  });
}
