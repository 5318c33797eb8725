import type { CommandIo } from "../io.js";
import { solve as findSolutions } from "../solve/solve.js";
import { solveText } from "../solve/solve-text.js";
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

const usage = `Usage: kconf solve [--json] SYMBOL=VALUE

Says what to set so that a symbol gets a value: up to five smallest sets of changes, each tried, with what else
changes by it; or what stands in the way. It changes nothing itself.

${queryOptions}
Exit status: 0 there is a way, or the symbol has the value already; 1 an error in the Kconfig files, a missing file
or an unknown symbol; 2 wrong arguments; 3 it cannot be done, or no way was found.
`;

/** `kconf solve SYMBOL=VALUE`. */
export function solve(argv: readonly string[], io: CommandIo): number {
  return runQuery(io, usage, () => {
    const query = parseQuery(argv);
    if (query.help) {
      io.out(usage);
      return statuses.done;
    }
    const [request, ...more] = query.words;
    const equals = request?.indexOf("=") ?? -1;
    if (request === undefined || more.length > 0 || equals < 1)
      throw new UsageError("solve: write one request, as SYMBOL=VALUE");
    const config = openQueryConfig(query, io);
    const symbol = findSymbol(config, request.slice(0, equals));
    const value = request.slice(equals + 1).replace(/^"(.*)"$/s, "$1");
    const report = findSolutions(config, symbol, value);
    io.out(query.json ? jsonText(report, 2) : solveText(report));
    return report.kind === "solved" || report.kind === "already" ? statuses.done : statuses.impossible;
  });
}
