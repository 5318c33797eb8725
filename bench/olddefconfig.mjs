#!/usr/bin/env node
// `kconf --olddefconfig` beside the C programs, whole processes in turn, in one run; medians, and ratios pair by pair.
// Ratios of one run are worth comparing, times are not.
//
//   node bench/olddefconfig.mjs [--runs N] [--only buildroot|linux] [--json]
//
// Needs what `make test` makes: .corpus/ with Buildroot's and the kernel's trees, the kernel's own conf, a built
// project; and Debian's kconfig-frontends-nox. A tree that is not there is left out.
//
//   off       without a cache
//   cold      with a cache that is empty
//   warm      the same configuration as before
//   other     a configuration never seen, of a tree that is known
//   compiler  as warm, but the file of a compiler has changed since (Linux only)
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "10" },
    only: { type: "string" },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  },
});
if (values.help) {
  const text = readFileSync(fileURLToPath(import.meta.url), "utf8");
  console.log(
    text
      .match(/^\/\/.*$/gm)
      .join("\n")
      .replace(/^\/\/ ?/gm, ""),
  );
  process.exit(0);
}
const runs = Number(values.runs);
const corpus = fileURLToPath(new URL("../.corpus", import.meta.url));
const kconf = fileURLToPath(new URL("../src/kconfig-parser/dist/bin/kconf.cjs", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "bench-"));
const config = join(scratch, ".config");
const cache = join(scratch, "cache");
// A compiler of our own name for the system's, so that it can change without changing the system.
const compiler = join(scratch, "bin", "gcc");
const setCompiler = (version) => {
  mkdirSync(join(scratch, "bin"), { recursive: true });
  writeFileSync(compiler, `#!/bin/sh\n# ${version}\nexec /usr/bin/gcc "$@"\n`, { mode: 0o755 });
};

function buildroot() {
  const cwd = join(corpus, "buildroot-2026.02.3/buildroot");
  const start = join(cwd, "../expected/config/qemu_x86_64_defconfig");
  const env = {
    BASE_DIR: "../base",
    BR2_BASE_DIR: "../base",
    BR2_VERSION_FULL: "2026.02.3",
    HOSTARCH: "x86_64",
    HOST_GCC_VERSION: "12",
    BR2_DEFCONFIG: "",
    SKIP_LEGACY: "",
    BR2_HIDE_SECONDARY_TARGET_OPTIONS: "",
    CONFIG_: "",
    BR2_CONFIG: config,
  };
  const other = (text, i) => `${text}BR2_TARGET_GENERIC_HOSTNAME="host${i}"\n`;
  return {
    name: "Buildroot",
    cwd,
    start,
    env,
    other,
    conf: "kconfig-conf",
    file: "Config.in",
    states: ["off", "cold", "warm", "other"],
  };
}

function linux() {
  const cwd = join(corpus, "linux-6.12");
  const conf = join(corpus, "linux-6.12-build/scripts/kconfig/conf");
  const start = join(scratch, "x86_64.config");
  const version = spawnSync("gcc", ["--version"], { encoding: "utf8" }).stdout?.split("\n")[0] ?? "";
  const env = {
    PATH: `${join(scratch, "bin")}:${process.env.PATH}`,
    srctree: ".",
    ARCH: "x86",
    SRCARCH: "x86",
    CC: "gcc",
    HOSTCC: "gcc",
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
    KCONFIG_AUTOCONFIG: join(scratch, "auto.conf"),
    KCONFIG_AUTOHEADER: join(scratch, "autoconf.h"),
    KCONFIG_RUSTCCFG: join(scratch, "rustc_cfg"),
  };
  const prepare = () => {
    setCompiler("first");
    const words = ["--defconfig=arch/x86/configs/x86_64_defconfig", "Kconfig"];
    spawnSync(conf, words, { cwd, env: { ...process.env, ...env, KCONFIG_CONFIG: start } });
  };
  const other = (text, i) => text.replace(/^CONFIG_LOCALVERSION=.*$/m, `CONFIG_LOCALVERSION="-${i}"`);
  const states = ["off", "cold", "warm", "other", "compiler"];
  return { name: "Linux 6.12", cwd, start, env, other, conf, file: "Kconfig", states, prepare };
}

/** Seconds of wall clock, peak memory in MiB, and the text written. */
function run(command, work, text, cacheFolder) {
  writeFileSync(config, text, "latin1");
  const env = { ...process.env, ...work.env, KCONFIG_CONFIG: config, KCONFIG_CACHE: cacheFolder };
  const report = join(scratch, "time");
  const timed = existsSync("/usr/bin/time") ? ["/usr/bin/time", "-f", "%M", "-o", report] : [];
  const [file, ...words] = [...timed, ...command, "--olddefconfig", work.file];
  const before = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(file, words, { cwd: work.cwd, env });
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  if (status !== 0) throw new Error(`${command.join(" ")}: ${error?.message ?? stderr}`);
  const peak =
    timed.length > 0 ? Number(readFileSync(report, "utf8").trim().split("\n").pop()) / 1024 : Number.NaN;
  return { seconds, peak, text: readFileSync(config, "latin1") };
}

// As it is called: its first line has the flags of Node.
const ours = [kconf];
let serial = 0;

/** Brings the cache into the state that is to be measured, and gives the configuration to start from. */
function enter(state, work, text) {
  const different = () => work.other(text, serial++);
  if (state === "off") return text;
  if (state === "cold") {
    rmSync(cache, { recursive: true, force: true });
    return text;
  }
  // Twice: the first run finds out, the second keeps the tree's image.
  if (!existsSync(cache)) for (let i = 0; i < 3; i++) run(ours, work, i === 0 ? text : different(), cache);
  if (state === "other") return different();
  run(ours, work, text, cache);
  if (state === "compiler") setCompiler(`${serial++}`);
  return text;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const rows = [];
try {
  for (const work of [buildroot(), linux()]) {
    if (values.only && !work.name.toLowerCase().startsWith(values.only)) continue;
    if (!existsSync(work.cwd) || (work.conf.includes("/") && !existsSync(work.conf)) || !existsSync(kconf)) {
      console.error(`bench/olddefconfig: ${work.name}: not there: run \`make test\` first`);
      continue;
    }
    rmSync(cache, { recursive: true, force: true });
    work.prepare?.();
    const text = readFileSync(work.start, "latin1");
    for (const state of work.states) {
      const pairs = [];
      for (let i = -1; i < runs; i++) {
        const start = enter(state, work, text);
        const a = run(ours, work, start, state === "off" ? "off" : cache);
        const b = run([work.conf], work, start, "off");
        if (a.text !== b.text)
          throw new Error(`${work.name}, ${state}: the two programs wrote different files`);
        if (i >= 0) pairs.push([a, b]); // the first is a warm-up
      }
      rows.push({
        tree: work.name,
        state,
        ours: median(pairs.map(([a]) => a.seconds)),
        c: median(pairs.map(([, b]) => b.seconds)),
        ratio: median(pairs.map(([a, b]) => a.seconds / b.seconds)),
        peak: Math.max(...pairs.map(([a]) => a.peak)),
      });
      if (!values.json) {
        const r = rows.at(-1);
        console.log(
          `${r.tree.padEnd(11)} ${r.state.padEnd(9)} kconf ${r.ours.toFixed(3)} s  C ${r.c.toFixed(3)} s  ratio ${r.ratio.toFixed(2)}  peak ${r.peak.toFixed(0)} MiB`,
        );
      }
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify({ bench: "olddefconfig", runs, rows }));
