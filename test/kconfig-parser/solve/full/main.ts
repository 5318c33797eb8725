/** Random requests to the solver on the whole of Linux 6.12: `npm run solve:full -- --help`. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createConfig, openTree, readConfiguration } from "kconfig-parser";
import { kernelEnv, kernelOf } from "../../../conformance/linux.js";
import { repository } from "../../../support/conf.js";
import { answer, requests, tallyText } from "../random-requests.js";
import { digestOf, KeptAnswers } from "./kept-answers.js";

const usage = `Usage: npm run solve:full -- [OPTION]...

Asks the solver for random values of random symbols of Linux 6.12 (x86_64_defconfig), and holds each set of changes that
it offers against a .config written and read back. Every answer is kept at once: a run that was stopped goes on where it
was, unless the engine is another one since. Needs the compiled engine (npm run build).

  --requests N   how many (2000)
  --seed N       which ones (1)
  --again        from the first one
  --help         this text

Exit status: 0 no set was wrong and none took more than two seconds; 1 otherwise; 2 wrong arguments, or no Linux 6.12
(test/support/unpack-kernels).
`;

/** What a request may take, in milliseconds. */
const longest = 2000;
const tellEach = 30_000;

function run(count: number, seed: number, again: boolean): number {
  const kernel = kernelOf("6.12");
  if (kernel === null) {
    process.stderr.write("solve:full: there is no Linux 6.12 here: see test/support/unpack-kernels\n");
    return 2;
  }
  const config = createConfig(
    openTree("Kconfig", { cwd: kernel.tree, env: kernelEnv(kernel, "x86", "stand-in") }),
  );
  const file = "arch/x86/configs/x86_64_defconfig";
  readConfiguration(config, readFileSync(join(kernel.tree, file), "latin1"), file);
  const engine = digestOf(dirname(fileURLToPath(import.meta.resolve("kconfig-parser"))));
  const kept = new KeptAnswers(join(repository, `.corpus/solved/${seed}`), engine, again);
  const done = new Set(kept.all.map(({ index }) => index));
  let told = Date.now();
  let index = 0;
  for (const request of requests(config, count, seed)) {
    const at = index++;
    if (done.has(at)) continue;
    const { report, ...rest } = answer(config, request);
    kept.add({ index: at, kind: report.kind, ...rest });
    if (Date.now() - told < tellEach) continue;
    told = Date.now();
    console.log(`${kept.all.length} of ${count}: ${tallyText(config.tree.dialect.name, kept.tally)}`);
  }
  const { wrong } = kept.tally;
  const late = kept.all.filter(({ milliseconds }) => milliseconds > longest);
  for (const text of wrong) console.log(`wrong: ${text}`);
  for (const { text, milliseconds } of late) console.log(`${milliseconds.toFixed(0)} ms: ${text}`);
  console.log(tallyText(config.tree.dialect.name, kept.tally));
  console.log(`${late.length} took more than ${longest} ms`);
  return wrong.length === 0 && late.length === 0 ? 0 : 1;
}

function main(argv: readonly string[]): number {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        requests: { type: "string", default: "2000" },
        seed: { type: "string", default: "1" },
        again: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      process.stdout.write(usage);
      return 0;
    }
    for (const name of ["requests", "seed"] as const)
      if (!/^[1-9][0-9]{0,8}$/.test(values[name]))
        throw new TypeError(`--${name} ${values[name]}: not a number above zero`);
    return run(Number(values.requests), Number(values.seed), values.again);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    process.stderr.write(`solve:full: ${error.message.split("\n")[0]}: see --help\n`);
    return 2;
  }
}

process.exitCode = main(process.argv.slice(2));
