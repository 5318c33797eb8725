// `kconf --olddefconfig` beside the C program `kconfig-conf`, whole processes in turn, on Buildroot's own tree.
// Needs the corpus in .corpus/ (`make test` unpacks it), kconfig-frontends-nox, and a built project.
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tree = join(root, ".corpus/buildroot-2026.02.3/buildroot");
const kconf = join(root, "src/kconfig-parser/dist/cli/kconf.js");
const runs = Number(process.argv[2] ?? 10);

if (!existsSync(tree) || !existsSync(kconf)) {
  console.error("bench/olddefconfig: the corpus or the build is missing: run `make test` first");
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "bench-"));
const config = join(folder, ".config");
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
  CONFIG_: "",
  BR2_CONFIG: config,
  KCONFIG_CONFIG: config,
};
const start = join(tree, "../expected/config/qemu_x86_64_defconfig");

/** Seconds of wall clock, and the text written. */
function run(command) {
  copyFileSync(start, config);
  const before = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(command, ["--olddefconfig", "Config.in"], { cwd: tree, env });
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
  return { seconds, text: readFileSync(config, "latin1") };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const ours = [];
const theirs = [];
const ratios = [];
for (let i = -1; i < runs; i++) {
  const a = run(kconf);
  const b = run("kconfig-conf");
  if (a.text !== b.text) throw new Error("the two programs wrote different files");
  if (i < 0) continue; // warm-up
  ours.push(a.seconds);
  theirs.push(b.seconds);
  ratios.push(a.seconds / b.seconds);
}
rmSync(folder, { recursive: true });
console.log(`kconf        ${median(ours).toFixed(3)} s   (median of ${runs}, whole process)`);
console.log(`kconfig-conf ${median(theirs).toFixed(3)} s`);
console.log(`ratio        ${median(ratios).toFixed(2)}`);
