import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

function engine(file: string): string {
  return fileURLToPath(new URL(`./src/kconfig-parser/src/${file}`, import.meta.url));
}

export default defineConfig({
  resolve: {
    // The more particular ones first: a name also stands for everything below it.
    alias: [
      { find: "kconfig-parser/explain", replacement: engine("explain/index.ts") },
      { find: "kconfig-parser/solve", replacement: engine("solve/index.ts") },
      { find: "kconfig-parser/dump", replacement: engine("dump/index.ts") },
      { find: "kconfig-parser", replacement: engine("index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 120_000,
    // Vitest leaves one processor free, which of two is half; most tests wait for processes of their own.
    maxWorkers: availableParallelism(),
    // Every test starts from nothing, and leaves nothing in the user's cache; those of the cache name their own folder.
    env: { KCONFIG_CACHE: "off" },
  },
});
