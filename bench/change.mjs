#!/usr/bin/env node
// One value changed in a loaded tree, all that follows from it computed again: how long, in one process.
//
//   node bench/change.mjs [--changes N] [--seed N] [--only buildroot|linux] [--json]
//
// Needs what `make test` makes: .corpus/ with Buildroot's and the kernel's trees, and a built project. The
// configuration is the tree's defaults (Linux: x86_64_defconfig). Each change sets a random visible symbol to another
// value that it can have; then every symbol's value and visibility and every menu's visibility are read. A change is
// made, taken back and made again, --repeats times, and the quickest time counts: what else the machine does, and the
// first run of code, are no part of it.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import {
  Config,
  configText,
  openTree,
  readConfiguration,
  setString,
  setTri,
  triAllowed,
} from "kconfig-parser";

const { values } = parseArgs({
  options: {
    changes: { type: "string", default: "2000" },
    repeats: { type: "string", default: "3" },
    seed: { type: "string", default: "1" },
    only: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const corpus = fileURLToPath(new URL("../.corpus", import.meta.url));
const linux = `${corpus}/linux-6.12`;
const version = spawnSync("gcc", ["--version"], { encoding: "utf8" }).stdout?.split("\n")[0] ?? "";
const trees = [
  {
    name: "buildroot",
    cwd: `${corpus}/buildroot-2026.02.3/buildroot`,
    file: "Config.in",
    dialect: "buildroot",
    env: {
      BASE_DIR: "../base",
      BR2_BASE_DIR: "../base",
      BR2_VERSION_FULL: "2026.02.3",
      HOSTARCH: "x86_64",
      HOST_GCC_VERSION: "12",
      BR2_DEFCONFIG: "",
    },
  },
  {
    name: "linux",
    cwd: linux,
    file: "Kconfig",
    dialect: "linux-6.12",
    defconfig: `${linux}/arch/x86/configs/x86_64_defconfig`,
    env: {
      PATH: process.env.PATH,
      srctree: ".",
      ARCH: "x86",
      SRCARCH: "x86",
      CC: "gcc",
      LD: "ld",
      AR: "ar",
      NM: "nm",
      OBJCOPY: "objcopy",
      RUSTC: "rustc",
      BINDGEN: "bindgen",
      PAHOLE: "pahole",
      PAHOLE_VERSION: "0",
      CC_VERSION_TEXT: version,
      KERNELVERSION: "6.12",
    },
  },
];

const results = [];
for (const tree of trees) {
  if ((values.only !== undefined && values.only !== tree.name) || !existsSync(tree.cwd)) continue;
  results.push(measure(tree));
}
if (values.json) console.log(JSON.stringify(results));
else
  for (const { name, changes, first, p50, p99, max } of results)
    console.log(
      `${name}: ${changes} changes: p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms, max ${max.toFixed(3)} ms; once before: ${first.toFixed(0)} ms`,
    );

function measure({ name, cwd, file, dialect, env, defconfig }) {
  const tree = openTree(file, { cwd, env, dialect });
  const config = new Config(tree);
  if (defconfig) readConfiguration(config, readFileSync(defconfig, "latin1"), defconfig);
  configText(config);
  const random = generator(Number(values.seed));
  const menus = [];
  const collect = (node) => {
    if (node.symbol === null) menus.push(node);
    node.children.forEach(collect);
  };
  tree.root.children.forEach(collect);
  readAll(config, tree, menus);
  // Who reads whom is found out at the first change: once a tree, and told apart.
  const built = process.hrtime.bigint();
  config.changed(tree.symbols[0]);
  const first = Number(process.hrtime.bigint() - built) / 1e6;
  const times = [];
  while (times.length < Number(values.changes)) {
    const symbol = tree.symbols[random(tree.symbols.length)];
    const change = changeOf(config, symbol, random);
    if (change === null) continue;
    const before = config.user.clone();
    let best = Number.POSITIVE_INFINITY;
    for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
      const start = process.hrtime.bigint();
      if (!change()) break;
      readAll(config, tree, menus);
      best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6);
      if (repeat + 1 === Number(values.repeats)) break;
      config.user.copyFrom(before);
      config.changed(symbol);
    }
    if (best < Number.POSITIVE_INFINITY) times.push(best);
  }
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  return { name, changes: times.length, first, p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** What a screen could show. */
function readAll(config, tree, menus) {
  let sum = 0;
  for (const symbol of tree.symbols) sum += config.triValue(symbol) + config.visibility(symbol);
  for (const menu of menus) sum += config.isNodeVisible(menu) ? 1 : 0;
  return sum;
}

function changeOf(config, symbol, random) {
  if (!config.isChangeable(symbol)) return null;
  if (symbol.type === "bool" || symbol.type === "tristate") {
    const now = config.triValue(symbol);
    const others = [0, 1, 2].filter((value) => value !== now && triAllowed(config, symbol, value));
    return others.length === 0
      ? null
      : setter(others[random(others.length)], (value) => setTri(config, symbol, value));
  }
  const text = symbol.type === "string" ? `text ${random(100)}` : String(random(100));
  return () => setString(config, symbol, text);
}

function setter(value, set) {
  return () => set(value);
}

function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
