import { fork } from "node:child_process";
import type { Case } from "../case.js";
import type { Assignment, Report } from "./messages.js";
import { Tally } from "./tally.js";

const everyMinute = 60_000;

/**
 * Has all cases compared by as many processes as asked for, each taking the next one when it is done.
 * @returns the exit status: 0 when nothing differs
 */
export async function lead(cases: readonly Case[], jobs: number): Promise<number> {
  const tally = new Tally(cases);
  const progress = setInterval(() => console.log(tally.progress()), everyMinute);
  // Who stops it wants to know how far it came; what C said until then is remembered.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      console.log(`${tally.summary()}\nstopped before its end`);
      process.exit(1);
    });
  let next = 0;

  const work = (): Promise<void> =>
    new Promise((done) => {
      const worker = fork(process.argv[1] ?? "", process.argv.slice(2));
      let now: Case | undefined;
      worker.on("message", (report: Report) => {
        if (report.kind === "done" && now !== undefined) tally.add(now, report.differences);
        now = cases[next];
        if (now === undefined) worker.disconnect();
        else worker.send({ index: next++ } satisfies Assignment);
      });
      worker.on("exit", (code, signal) => {
        if (now === undefined) return done();
        // It died of this case; another goes on with the rest.
        tally.add(now, [`the process ended: ${signal ?? code}`]);
        done(work());
      });
    });

  await Promise.all(Array.from({ length: Math.min(jobs, cases.length) }, work));
  clearInterval(progress);
  console.log(tally.summary());
  return tally.failed === 0 && cases.length > 0 ? 0 : 1;
}
