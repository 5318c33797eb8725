// ipa-image build beside plain make, whole processes in turn, on an output folder that is built and up to date:
//   node bench/build.mjs OUTPUT [--repeats 5] [--make-variable NAME=VALUE]...
// A kernel fragment is touched, the hostname changed and changed back; the folder ends as it began.
import { execFileSync } from "node:child_process";
import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repeats: { type: "string", default: "5" },
    "make-variable": { type: "string", multiple: true, default: [] },
  },
});
const [folder] = positionals;
if (!folder) throw new Error("usage: node bench/build.mjs OUTPUT: the folder of an image that is built");
const output = resolve(folder);
const repository = resolve(import.meta.dirname, "..");
const repeats = Number(values.repeats);
const config = join(output, ".config");

const ours = () =>
  seconds(process.execPath, [
    join(repository, "dist/bin/ipa-image.cjs"),
    "build",
    "--allow-root",
    "--output",
    output,
  ]);
const make = () =>
  seconds("make", [
    ...[
      "-C",
      join(repository, "buildroot"),
      `O=${output}`,
      `BR2_EXTERNAL=${repository}`,
      "FORCE_UNSAFE_CONFIGURE=1",
    ],
    ...values["make-variable"],
  ]);

function seconds(command, args) {
  const start = performance.now();
  execFileSync(command, args, { stdio: ["ignore", "ignore", "inherit"] });
  return (performance.now() - start) / 1000;
}

function touchFragment() {
  const fragment = /^BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES="(\S+)/m.exec(
    readFileSync(config, "latin1"),
  )?.[1];
  const path = fragment?.replace("$(BR2_EXTERNAL_IPA_PATH)", repository);
  if (path) utimesSync(path, new Date(), new Date());
}

let count = 0;
function renameHost() {
  const text = readFileSync(config, "latin1");
  writeFileSync(config, text.replace(/^(BR2_TARGET_GENERIC_HOSTNAME)=.*/m, `$1="host${count++}"`), "latin1");
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

function compare(what, change, command) {
  const times = { ours: [], make: [] };
  for (let turn = 0; turn < repeats; turn++) {
    change();
    times.ours.push(ours());
    change();
    times.make.push(command());
    // What plain make made is another hand's work: ours looks at it once, outside of the clock.
    ours();
  }
  const [a, b] = [median(times.ours), median(times.make)];
  console.log(
    `${what.padEnd(40)} ours ${a.toFixed(2)} s   make ${b.toFixed(2)} s   ratio ${(a / b).toFixed(3)}`,
  );
}

const before = readFileSync(config, "latin1");
ours();
compare("nothing to do", () => {}, make);
compare("the hostname changed", renameHost, make);
if (process.env.WITH_FRAGMENT) compare("a kernel fragment touched", touchFragment, make);
writeFileSync(config, before, "latin1");
ours();
