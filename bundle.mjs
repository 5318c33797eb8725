// Bundles the programs after `tsc -b`: dist/bin/NAME.cjs, which starts dist/bin/NAME-program.cjs from the code that V8
// made of it. `node dist/cli/NAME.js` runs the same program from its modules.
import { chmodSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { keepCode } from "kconfig-parser/compiled-code";

const PROGRAMS = ["ipa-image"];

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const common = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };

for (const name of PROGRAMS) {
  const program = path(`dist/bin/${name}-program.cjs`);
  await build({
    ...common,
    entryPoints: [path(`dist/cli/${name}.js`)],
    outfile: program,
    // In a bundle a module is where the bundle is.
    define: { "import.meta.url": "bundleUrl" },
    banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  const start = path(`dist/bin/${name}.cjs`);
  await build({
    ...common,
    entryPoints: [path("dist/cli/start.js")],
    outfile: start,
    banner: { js: "#!/usr/bin/env node" },
  });
  chmodSync(start, 0o755);
  keepCode({ file: program, text: readFileSync(program) });
}
