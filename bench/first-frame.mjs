#!/usr/bin/env node
// How long until the menus can be used: the time from starting the command to its first whole frame, in a pty, against
// Debian's kconfig-mconf on the same tree. Ratios of one run are worth comparing, times are not.
//
//   node bench/first-frame.mjs [--runs N] [--kconfig FILE] [--cwd DIR] [--env NAME=VALUE]... [--json]
//
// Without --kconfig the corpus is opened (--cwd DIR/buildroot of it, or IPA_CORPUS_DIR), see its README for its variables.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "9" },
    kconfig: { type: "string", default: "Config.in" },
    cwd: { type: "string", default: process.env.IPA_CORPUS_DIR ?? "." },
    env: { type: "string", multiple: true, default: [] },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) {
  console.log(
    readFileSync(new URL(import.meta.url), "utf8")
      .match(/(?<=\n)\/\/.*/g)
      .join("\n")
      .replace(/^\/\/ ?/gm, ""),
  );
  process.exit(0);
}

const scratch = mkdtempSync(join(tmpdir(), "first-frame-"));
const corpus = {
  BASE_DIR: "../base",
  BR2_BASE_DIR: "../base",
  BR2_VERSION_FULL: "2026.02.3",
  HOSTARCH: "x86_64",
  HOST_GCC_VERSION: "12",
  BR2_DEFCONFIG: "",
  SKIP_LEGACY: "",
  BR2_HIDE_SECONDARY_TARGET_OPTIONS: "",
};
const env = {
  ...process.env,
  ...corpus,
  ...Object.fromEntries(values.env.map((pair) => pair.split(/=(.*)/s).slice(0, 2))),
  BR2_CONFIG: join(scratch, ".config"),
  KCONFIG_CONFIG: join(scratch, ".config"),
  CONFIG_: "",
  TERM: "xterm-256color",
  LC_ALL: "C.UTF-8",
  NODE_ENV: "production",
  // Warm: the first run, which is not counted, leaves the tree in it.
  KCONFIG_CACHE: join(scratch, "cache"),
};
delete env.TMUX;

const command = resolve(import.meta.dirname, "../dist/bin/ipa-menuconfig.cjs");
const programs = {
  "kconfig-mconf": ["kconfig-mconf", values.kconfig],
  "ipa-menuconfig": [command, "--kconfig", values.kconfig, "--config", join(scratch, ".config")],
};

/**
 * Milliseconds to the last button of the first frame. `script` makes the pty; its shell gets quoted words. The program
 * is then killed, or, when it is to go on to its end, left by its keys.
 */
function firstFrame(words, toEnd) {
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  return new Promise((settle, fail) => {
    const start = process.hrtime.bigint();
    const shell = `stty rows 24 cols 80; exec ${line}`;
    // Its own group, so that it can be ended whole, by its id.
    const child = spawn("script", ["-qec", shell, "/dev/null"], { cwd: values.cwd, env, detached: true });
    let out = "";
    let done = false;
    const end = () => {
      try {
        process.kill(-child.pid, "SIGKILL");
      } catch {
        // It has ended by itself.
      }
    };
    child.stdout.on("data", (data) => {
      out += data;
      // The last button: in a frame its first letter stands between two changes of colour.
      if (done || !/<[^<]*L[^<]*oad[^<]*>/.test(out)) return;
      done = true;
      const ms = Number(process.hrtime.bigint() - start) / 1e6;
      if (toEnd) {
        // Out of the menus; then No, if it asks whether to save.
        child.stdin.write("\x1b\x1b");
        setTimeout(() => child.stdin.write("n"), 1000);
      } else end();
      child.on("close", () => settle(ms));
    });
    child.on("close", () => done || fail(new Error(`${words[0]}: ended without a frame:\n${out}`)));
    child.on("error", fail);
  });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

if (!existsSync(command)) throw new Error(`${command}: is not there: npm run build`);
for (const program of ["script", "kconfig-mconf"]) {
  if (spawnSync("which", [program]).status !== 0) throw new Error(`${program}: is not installed`);
}
if (!existsSync(resolve(values.cwd, values.kconfig))) {
  throw new Error(
    `${resolve(values.cwd, values.kconfig)}: is not there: name the tree with --cwd and --kconfig`,
  );
}
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
const quotient = (of) => of["ipa-menuconfig"] / of["kconfig-mconf"];
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
