/** The agent's sources and wheels tried before a build: what would fail after an hour fails now. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EXIT, UserError } from "../buildroot/errors.js";
import { digestOf, replaceFile } from "../scheduler/index.js";
import { hasWheelsTool, runWheelsTool, type WheelsOptions } from "./wheels-tool.js";

/**
 * Nothing is done for a configuration without an agent, nor when the last look at the same configuration, lock and
 * scripts ended well. @throws UserError (8) for what a build could not do either, (6) for a server out of reach: the
 * build would ask it too, an hour later. Without pip, which Buildroot makes, or when told to stay offline, `onLine` gets
 * a sentence instead.
 */
export async function preflight(options: WheelsOptions): Promise<void> {
  const { output, repo } = options.place;
  const config = readText(join(output, ".config"));
  if (!/^OPENSTACK_IPA=y$/m.test(config) || !hasWheelsTool(repo)) return;
  if (options.offline) {
    options.onLine("preflight: offline: the agent's sources and wheels are not looked at before the build");
    return;
  }
  const memory = join(output, ".ipa-image", "preflight");
  const mark = markOf(config, options);
  if (mark !== null && readText(memory) === mark) return;
  const result = await runWheelsTool("preflight", options);
  if (result.exitCode === EXIT.interrupted) throw new UserError("interrupted", EXIT.interrupted);
  if (result.exitCode === EXIT.ok) {
    if (mark === null) return;
    mkdirSync(dirname(memory), { recursive: true });
    replaceFile(memory, Buffer.from(mark));
    return;
  }
  if (result.exitCode === EXIT.host) {
    options.onLine(`preflight: skipped: ${result.sentence}`);
    return;
  }
  const code = result.exitCode === EXIT.network ? EXIT.network : EXIT.build;
  throw new UserError(`preflight: ${result.sentence}`, code);
}

/** Null for a folder of sources: that is looked at each time. */
function markOf(config: string, { lock, place, index }: WheelsOptions): string | null {
  if (/^OPENSTACK_IPA_SOURCE_DIR="[^"]/m.test(config)) return null;
  const board = join(place.repo, "board/openstack/ipa");
  const programs = readdirSync(board, { recursive: true })
    .map(String)
    .filter((name) => /\.(sh|py)$/.test(name));
  const text = [
    ...config.split("\n").filter((line) => /^(OPENSTACK_|BR2_PACKAGE_PYTHON|BR2_ARCH=)/.test(line)),
    readText(lock ?? join(place.repo, "wheels.lock")),
    index ?? "",
    ...programs.sort().map((name) => readText(join(board, name))),
    process.env.PIP_INDEX_URL ?? "",
    process.env.PIP_FIND_LINKS ?? "",
  ];
  return digestOf(text.join("\n"));
}

function readText(path: string): string {
  return existsSync(path) ? readFileSync(path, "latin1") : "";
}
