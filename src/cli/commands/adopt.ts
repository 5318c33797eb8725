/** `ipa-image fetch --from DIR...`: sources that are on the machine already. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EXIT, type ExitCode } from "../../buildroot/errors.js";
import { captureMake } from "../../buildroot/make.js";
import { downloadFolder } from "./downloads.js";
import type { Places } from "./places.js";

/** Adopts what it finds below `from`, and says what the configuration still lacks. Returns the exit code. */
export async function adoptFrom(
  places: Places,
  from: readonly string[],
  signal: AbortSignal,
): Promise<ExitCode> {
  const { adoptSources, wantedSources } = await import("../../buildroot/adopt/index.js");
  const { path: downloadDir, variables } = await downloadFolder(places);
  const wanted = existsSync(join(places.output, ".config"))
    ? wantedSources(await showInfo(places, variables, signal))
    : null;
  const report = await adoptSources({
    buildroot: places.buildroot,
    downloadDir,
    from,
    hashDirs: ["package", "board"].map((dir) => join(places.repo, dir)).filter((dir) => existsSync(dir)),
    ...(wanted ? { wanted } : {}),
    signal,
    onEvent: (event) => {
      if (event.kind === "adopted") console.log(`fetch: ${event.to} from ${event.from}`);
      if (event.kind === "refused")
        console.error(
          `fetch: ${event.from}: one digest of ${event.to} is right, another is not: not taken: get a good copy`,
        );
      if (event.kind === "unreadable")
        console.error(`fetch: ${event.path}: cannot be read: passed over: check its permissions`);
    },
  });
  console.log(
    `fetch: ${report.adopted.length} sources adopted, ${report.present.length} were in ${downloadDir} already`,
  );
  if (wanted === null) return EXIT.ok;
  for (const source of report.missing)
    console.log(`fetch: missing: ${source.folder}/${source.file} (${source.packageName})`);
  console.log(`fetch: ${report.missing.length} of ${wanted.length} sources of the configuration are missing`);
  return report.refused.length > 0 ? EXIT.failure : EXIT.ok;
}

async function showInfo(
  places: Places,
  variables: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<unknown> {
  const { buildroot, output, repo } = places;
  const tree = { buildroot, output, externals: [repo], variables };
  const lines = await captureMake({ ...tree, targets: ["show-info"], flags: ["-s"], signal });
  return JSON.parse(lines.find((line) => line.startsWith("{")) ?? "null");
}
