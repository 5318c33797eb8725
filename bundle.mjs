// Bundles the programs after `tsc -b`: dist/bin/NAME.cjs, which starts dist/bin/NAME-program.cjs from the code that V8
// made of it. `node dist/cli/NAME.js` runs the same program from its modules.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startLine, TREE_FLAGS } from "./src/kconfig-parser/dist/cli/start-line.js";

/** The programs with the flags of Node that they are started with; compiled code is for the same flags only. */
const PROGRAMS = {
  "ipa-image": [],
  "ipa-menuconfig": TREE_FLAGS,
  "linux-menuconfig": TREE_FLAGS,
  "busybox-menuconfig": TREE_FLAGS,
};

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const common = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };

/** What the menus load later: kept out of their programs, which start the faster. */
const SLOW_WORK = "menus-slow-work.cjs";
const apart = {
  name: "apart",
  setup: (build) =>
    build.onResolve({ filter: /\/slow-work\.js$/ }, () => ({ path: `./${SLOW_WORK}`, external: true })),
};
/**
 * Two modules of Node that take a tenth of a start to load, though most starts use nothing of them: loaded when
 * something is. What stands for them has the same names.
 */
const require = createRequire(import.meta.url);
const late = {
  name: "late",
  setup: (build) => {
    build.onResolve({ filter: /^(node:)?(child_process|crypto)$/ }, ({ path, namespace }) =>
      namespace === "late" ? { path, external: true } : { path, namespace: "late" },
    );
    build.onLoad({ filter: /.*/, namespace: "late" }, ({ path }) => ({
      contents: Object.keys(require(path))
        .map((name) => `get ${name}() { return require("${path}").${name}; },`)
        .reduce((all, one) => `${all}\n${one}`, "module.exports = {")
        .concat("\n};"),
    }));
  },
};
/** What blessed uses of node:assert when it reads a terminal's description: two checks, for a module as heavy as those. */
const CHECKS = `
const fail = (what) => { throw new Error("blessed: the description of the terminal is damaged: " + what); };
module.exports = (holds) => holds || fail("it ends early");
module.exports.equal = (a, b) => a == b || fail(a + " in the place of " + b);
`;
const lightChecks = {
  name: "light-checks",
  setup: (build) => {
    build.onResolve({ filter: /^assert$/ }, ({ importer }) =>
      /blessed[/\\]lib[/\\]tput\.js$/.test(importer)
        ? { path: "assert", namespace: "light-checks" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "light-checks" }, () => ({ contents: CHECKS }));
  },
};
const inBundle = {
  // In a bundle a module is where the bundle is.
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
};
await build({
  ...common,
  ...inBundle,
  entryPoints: [path("dist/cli/menus/slow-work.js")],
  outfile: path(`dist/bin/${SLOW_WORK}`),
});

for (const [name, flags] of Object.entries(PROGRAMS)) {
  const program = path(`dist/bin/${name}-program.cjs`);
  await build({
    ...common,
    entryPoints: [path(`dist/cli/${name}.js`)],
    outfile: program,
    ...inBundle,
    plugins: [apart, late, lightChecks],
    minifyWhitespace: true,
    // A program that is started from compiled code has no import().
    supported: { "dynamic-import": false },
  });
  const start = path(`dist/bin/${name}.cjs`);
  await build({
    ...common,
    entryPoints: [path("dist/cli/start.js")],
    outfile: start,
    banner: { js: startLine(flags) },
  });
  chmodSync(start, 0o755);
  execFileSync(process.execPath, [...flags, path("src/kconfig-parser/dist/cli/compile-engine.js"), program]);
}

// blessed looks for its descriptions of terminals in ../usr.
for (const name of ["linux", "windows-ansi", "xterm", "xterm-256color", "xterm.termcap"])
  cpSync(path(`node_modules/blessed/usr/${name}`), path(`dist/usr/${name}`));
