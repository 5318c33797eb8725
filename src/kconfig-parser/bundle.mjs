// Bundles the command kconf after `tsc -b`: dist/bin/kconf.cjs, which starts dist/bin/kconf-engine.cjs from the code
// that V8 made of it, dist/bin/kconf-engine.code.
import { execFileSync } from "node:child_process";
import { chmodSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { startLine, TREE_FLAGS } from "./dist/cli/start-line.js";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const common = {
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  // In a bundle a module is where the bundle is.
  define: { "import.meta.url": "bundleUrl" },
  logLevel: "warning",
};

await build({
  ...common,
  entryPoints: [path("dist/cli/process-main.js")],
  outfile: path("dist/bin/kconf-engine.cjs"),
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
});
await build({
  ...common,
  entryPoints: [path("dist/cli/launch.js")],
  outfile: path("dist/bin/kconf.cjs"),
  banner: { js: startLine(TREE_FLAGS) },
});
chmodSync(path("dist/bin/kconf.cjs"), 0o755);
execFileSync(process.execPath, [
  ...TREE_FLAGS,
  path("dist/cli/compile-engine.js"),
  path("dist/bin/kconf-engine.cjs"),
]);
