// What the benches of the menus share: their help, the tree they open, a program in a pty.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Which tree is opened; without --kconfig the corpus, whose README names its variables. */
export const treeOptions = {
  kconfig: { type: "string", default: "Config.in" },
  cwd: { type: "string", default: process.env.IPA_CORPUS_DIR ?? "." },
  env: { type: "string", multiple: true, default: [] },
  command: { type: "string", default: resolve(import.meta.dirname, "../dist/bin/ipa-menuconfig.cjs") },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
};

/** Prints the comment that a bench begins with, and ends. */
export function printHelp(url) {
  const comment = readFileSync(new URL(url), "utf8").match(/(?<=\n)\/\/.*/g);
  console.log(comment.join("\n").replace(/^\/\/ ?/gm, ""));
  process.exit(0);
}

/** The last button of a menu: in a frame its first letter stands between two changes of colour. */
export const MENU = /<[^<]*L[^<]*oad[^<]*>/;

/** Fails with what to do when something that a bench needs is not there. */
export function need({ command, cwd, kconfig }, programs) {
  if (!existsSync(command)) throw new Error(`${command}: is not there: npm run build`);
  for (const program of programs)
    if (spawnSync("which", [program]).status !== 0) throw new Error(`${program}: is not installed`);
  const file = resolve(cwd, kconfig);
  if (!existsSync(file)) throw new Error(`${file}: is not there: name the tree with --cwd and --kconfig`);
}

/** The environment of the programs, with their files in `scratch`. */
export function environment({ env: pairs }, scratch) {
  const env = {
    ...process.env,
    BASE_DIR: "../base",
    BR2_BASE_DIR: "../base",
    BR2_VERSION_FULL: "2026.02.3",
    HOSTARCH: "x86_64",
    HOST_GCC_VERSION: "12",
    BR2_DEFCONFIG: "",
    SKIP_LEGACY: "",
    BR2_HIDE_SECONDARY_TARGET_OPTIONS: "",
    TERM: "xterm-256color",
    LC_ALL: "C.UTF-8",
    NODE_ENV: "production",
    KCONFIG_CACHE: join(scratch, "cache"),
    ...Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s).slice(0, 2))),
  };
  for (const name of ["TMUX", "SSH_CONNECTION", "SSH_TTY", "NO_COLOR"]) delete env[name];
  return env;
}

/** Starts a program in a pty. `script` makes it; its shell gets quoted words. In a group of its own: see stop(). */
export function startInPty(words, { cwd, env, columns = 80, rows = 24 }) {
  const line = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
  const shell = `stty rows ${rows} cols ${columns}; exec ${line}`;
  const child = spawn("script", ["-qec", shell, "/dev/null"], { cwd, env, detached: true });
  // A key for a program that has just ended: its end is told by "close".
  child.stdin.on("error", () => {});
  return child;
}

/** Ends a program of startInPty() and what it started. */
export function stop(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
