#!/usr/bin/env node
// How long a key takes: from the byte written to the pty to the last byte of what it changes on the screen. Scrolling,
// searching as one types, toggling the options that most others depend on. Each key waits for the one before.
//
//   node bench/keys.mjs [--kconfig FILE] [--dialect NAME] [--cwd DIR] [--env NAME=VALUE]... [--toggle SYMBOL]...
//                       [--word TEXT]... [--size COLUMNSxROWS] [--rounds N] [--settle MS] [--command FILE] [--json]
//
// Without --kconfig the corpus is opened (--cwd DIR/buildroot of it, or IPA_CORPUS_DIR), see its README for its variables.
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { environment, MENU, need, printHelp, startInPty, stop, treeOptions } from "./menus.mjs";

const { values } = parseArgs({
  options: {
    ...treeOptions,
    dialect: { type: "string" },
    toggle: { type: "string", multiple: true, default: ["BR2_PACKAGE_BUSYBOX", "BR2_PACKAGE_LIBOPENSSL"] },
    word: { type: "string", multiple: true, default: ["openssl", "python image", "network driver"] },
    size: { type: "string", default: "80x24" },
    settle: { type: "string", default: "2000" },
    rounds: { type: "string", default: "40" },
  },
});
if (values.help) printHelp(import.meta.url);
need(values, ["script"]);

/** Nothing more comes after so many ms without a byte. */
const QUIET = 30;
const [ESC, ENTER, DOWN, UP, PAGE_DOWN, PAGE_UP] = [
  "\x1b\x1b",
  "\r",
  "\x1b[B",
  "\x1b[A",
  "\x1b[6~",
  "\x1b[5~",
];

const scratch = mkdtempSync(join(tmpdir(), "keys-"));
const [columns, rows] = values.size.split("x");
const env = environment(values, scratch);

const dialect = values.dialect === undefined ? [] : ["--dialect", values.dialect];
const words = [values.command, "--kconfig", values.kconfig, "--config", join(scratch, ".config"), ...dialect];
const child = startInPty(words, { cwd: values.cwd, env, columns, rows });
let out = "";
let last = 0n;
child.stdout.on("data", (data) => {
  last = process.hrtime.bigint();
  out += data;
});
child.on("error", (error) => {
  throw error;
});
// Nothing is measured of menus that have ended: what they were told last, and what they said.
let lastKey = "";
child.on("close", (status, signal) => {
  if (!over)
    throw new Error(
      `the menus ended (${signal ?? `exit status ${status}`}) after ${JSON.stringify(lastKey)}:\n${out.slice(-2000)}`,
    );
});
let over = false;

/** Waits until nothing more comes; what came since `from`. */
async function quiet(most = 20_000, least = QUIET) {
  const start = process.hrtime.bigint();
  for (;;) {
    await new Promise((settle) => setTimeout(settle, 5));
    const now = process.hrtime.bigint();
    if (last > start && Number(now - last) / 1e6 > least) return;
    if (Number(now - start) / 1e6 > most) return;
  }
}

/** Presses a key; ms to the last byte that came of it, null when it changed nothing on the screen. */
async function press(key, most = 400) {
  lastKey = key;
  const sent = process.hrtime.bigint();
  child.stdin.write(key);
  for (;;) {
    await new Promise((settle) => setTimeout(settle, 2));
    const now = process.hrtime.bigint();
    if (last > sent && Number(now - last) / 1e6 > QUIET) return Number(last - sent) / 1e6;
    if (Number(now - sent) / 1e6 > most && last < sent) return null;
  }
}

const times = { scroll: [], search: [], toggle: [] };
async function measure(kind, keys) {
  for (const key of keys) {
    const ms = await press(key);
    if (ms !== null) times[kind].push(ms);
  }
}
const repeat = (keys, count) => Array.from({ length: count }, () => keys).flat();

/** To the row of a symbol, through the search. */
async function goTo(symbol) {
  await press("/");
  for (const char of `^${symbol}$`) await press(char);
  await press(ENTER);
  out = "";
  await press("1");
  // Another screen with other buttons.
  if (!/<[^<]*S[^<]*elect[^<]*>/.test(out))
    throw new Error(`${symbol}: cannot be gone to: name one that has a prompt`);
}

const rounds = Number(values.rounds);
try {
  await quiet(60_000, 300);
  // What the first search and the first change need is made ready between the keys: a user takes that long to read.
  await new Promise((settle) => setTimeout(settle, Number(values.settle)));
  if (!MENU.test(out)) throw new Error(`no menu came up:\n${out.slice(-2000)}`);
  // Searches: what is typed, taken back, and typed again.
  for (const word of values.word) {
    await press("/");
    await measure("search", [...word]);
    await measure("search", repeat(["\x7f"], word.length));
    await measure("search", [...word]);
    // Down the list of what was found.
    await measure("scroll", repeat([DOWN], rounds));
    await measure("scroll", repeat([PAGE_DOWN, PAGE_DOWN, PAGE_UP], Math.ceil(rounds / 6)));
    await press(ESC);
  }
  for (const symbol of values.toggle) {
    await goTo(symbol);
    await measure("scroll", repeat([DOWN, DOWN, UP], Math.ceil(rounds / 3)));
    await press(ESC);
    await press(ESC);
    await goTo(symbol);
    await measure("toggle", repeat(["y", "n", "y", " "], Math.ceil(rounds / 4)));
    await press(ESC);
    await press(ESC);
  }
} finally {
  over = true;
  stop(child);
  rmSync(scratch, { recursive: true, force: true });
}

const at = (list, part) =>
  list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))] ?? Number.NaN;
const summary = Object.fromEntries(
  Object.entries({ ...times, all: Object.values(times).flat() }).map(([kind, list]) => [
    kind,
    { keys: list.length, p50: at(list, 0.5), p99: at(list, 0.99), most: Math.max(...list) },
  ]),
);
if (values.json)
  console.log(JSON.stringify({ bench: "keys", size: values.size, kconfig: values.kconfig, summary }));
else {
  console.log(`${values.size}`.padEnd(10), "keys    p50    p99   most");
  console.log(`load ${loadavg()[0]?.toFixed(1)}`);
  for (const [kind, { keys, p50, p99, most }] of Object.entries(summary)) {
    const ms = (n) => n.toFixed(1).padStart(6);
    console.log(kind.padEnd(10), String(keys).padStart(4), ms(p50), ms(p99), ms(most), "ms");
  }
}
