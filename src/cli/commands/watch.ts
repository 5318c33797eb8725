/** `ipa-image build --watch`: builds again whenever the inputs changed and came to rest. */
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { EXIT, type ExitCode, isUserError, type UserError } from "../../buildroot/errors.js";
import { watchedPaths } from "../../buildroot/incremental/watched-paths.js";
import { ConfigText } from "../watch/config-text.js";
import { watcherOfFiles } from "../watch/files.js";
import { watchAndBuild } from "../watch/watch-loop.js";
import { listenForInterrupt } from "./interrupt.js";
import { tryLook } from "./look.js";
import { type Places, placesOf } from "./places.js";
import { type BuildCommandOptions, runBuild } from "./run-build.js";

/** Builds until Ctrl-C. Returns the exit code of that. */
export async function watchBuild(options: BuildCommandOptions, target?: string): Promise<ExitCode> {
  const places = placesOf(options);
  const interruption = listenForInterrupt();
  const say = (text: string) => (options.json ? console.error(text) : console.log(text));
  let fatal: UserError | null = null;
  let first = true;
  const watch = await watcherOfFiles();
  const after = (milliseconds: number, then: () => void) => {
    const timer = setTimeout(then, milliseconds);
    return () => clearTimeout(timer);
  };
  const config = new ConfigText(join(places.output, ".config"), after);
  const ending = new AbortController();
  interruption.signal.addEventListener("abort", () => ending.abort());
  await watchAndBuild({
    build: async () => {
      try {
        await runBuild(options, target);
      } catch (error) {
        if (!isUserError(error)) throw error;
        // What is wrong with the call stays wrong; what is wrong with a changed file is mended while we wait.
        if (first && (error.exitCode === EXIT.root || error.exitCode === EXIT.usage)) {
          fatal = error;
          ending.abort();
        } else console.error(error.message);
      } finally {
        first = false;
      }
    },
    paths: () => {
      config.remember();
      return pathsOf(places, interruption.signal);
    },
    watch: (paths, changed) =>
      watch(paths, (path) => {
        if (path === config.path) config.touched(() => changed(shown(path)));
        else changed(shown(path));
      }),
    after,
    say,
    signal: ending.signal,
  });
  config.forget();
  const signal = interruption.name();
  interruption.release();
  if (fatal) throw fatal;
  return signal === "SIGTERM" ? EXIT.terminated : EXIT.interrupted;
}

/** Where the present cannot be looked at: the configuration, for it is what will be mended. */
async function pathsOf(places: Places, signal: AbortSignal): Promise<readonly string[]> {
  const config = join(places.output, ".config");
  const look = signal.aborted ? { reason: "", exitCode: EXIT.interrupted } : await tryLook(places, signal);
  if ("reason" in look) return [config, join(places.repo, "Config.in"), join(places.repo, "external.mk")];
  return watchedPaths(look.project, readFileSync(config, "latin1"));
}

/** Below the current folder without its path. */
function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}
