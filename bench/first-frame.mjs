#!/usr/bin/env node
// How long until the menus can be used: the time from starting the command to its first whole frame, in a pty, against
// Debian's kconfig-mconf (or --mconf PROGRAM, such as a kernel's own) on the same tree. Ratios of one run are worth
// comparing, times are not.
//
//   node bench/first-frame.mjs [--runs N] [--kconfig FILE] [--cwd DIR] [--env NAME=VALUE]... [--mconf PROGRAM]
//                              [--dialect NAME] [--command FILE] [--json]
//
// Without --kconfig the corpus is opened (--cwd DIR/buildroot of it, or IPA_CORPUS_DIR), see its README for its variables.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { environment, MENU, need, printHelp, startInPty, stop, treeOptions } from "./menus.mjs";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "9" },
    mconf: { type: "string", default: "kconfig-mconf" },
    dialect: { type: "string" },
    ...treeOptions,
  },
});
if (values.help) printHelp(import.meta.url);
need(values, ["script", values.mconf]);
const theirs = basename(values.mconf);

const scratch = mkdtempSync(join(tmpdir(), "first-frame-"));
const config = join(scratch, ".config");
// Warm: the first run, which is not counted, leaves the tree in the cache.
const env = { ...environment(values, scratch), BR2_CONFIG: config, KCONFIG_CONFIG: config, CONFIG_: "" };
const dialect = values.dialect === undefined ? [] : ["--dialect", values.dialect];
const programs = {
  [theirs]: [values.mconf, values.kconfig],
  "ipa-menuconfig": [values.command, "--kconfig", values.kconfig, "--config", config, ...dialect],
};

/**
 * Milliseconds to the last button of the first frame. The program is then killed, or, when it is to go on to its end,
 * left by its keys.
 */
function firstFrame(words, toEnd) {
  return new Promise((settle, fail) => {
    const start = process.hrtime.bigint();
    const child = startInPty(words, { cwd: values.cwd, env });
    let out = "";
    let done = false;
    child.stdout.on("data", (data) => {
      out += data;
      if (done || !MENU.test(out)) return;
      done = true;
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      if (toEnd) {
        // Out of the menus; then No, if it asks whether to save.
        child.stdin.write("\x1b\x1b");
        setTimeout(() => child.stdin.write("n"), 1000);
      } else stop(child);
      child.on("close", () => settle(ms));
    });
    child.on("close", () => done || fail(new Error(`${words[0]}: ended without a frame:\n${out}`)));
    child.on("error", fail);
  });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

const times = Object.fromEntries(Object.keys(programs).map((name) => [name, []]));
try {
  // In turns, after one of each that is not counted, so that both meet the same caches and neighbours.
  for (let run = -1; run < Number(values.runs); run++) {
    for (const [name, words] of Object.entries(programs)) {
      const ms = await firstFrame(words, run < 0);
      if (run >= 0) times[name].push(ms);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const medians = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
// The quickest of each says most on a machine that does other things as well.
const best = Object.fromEntries(Object.entries(times).map(([name, list]) => [name, Math.min(...list)]));
const quotient = (of) => of["ipa-menuconfig"] / of[theirs];
const ratio = quotient(medians);
if (values.json)
  console.log(
    JSON.stringify({
      bench: "first-frame",
      runs: Number(values.runs),
      medians,
      ratio,
      best,
      bestRatio: quotient(best),
    }),
  );
else {
  console.log(`of ${values.runs} runs`.padEnd(16), "median   best");
  const row = (name, one, two) => console.log(name.padEnd(16), one.padStart(6), two.padStart(6));
  for (const [name, ms] of Object.entries(medians))
    row(name, `${ms.toFixed(0)}`, `${best[name].toFixed(0)} ms`);
  row("ratio", ratio.toFixed(2), quotient(best).toFixed(2));
}
