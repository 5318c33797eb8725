/** The exit codes in words, for --help. */
import { EXIT } from "../../buildroot/errors.js";

const WORDS: Readonly<Record<keyof typeof EXIT, string>> = {
  ok: "done",
  failure: "failed in a way that has no number of its own",
  usage: "wrong options or arguments, or an unsafe value",
  host: "the host lacks something: see `ipa-image doctor`",
  noBuildroot: "no Buildroot tree: see `ipa-image fetch`",
  root: "refused to build as root: see --allow-root",
  network: "a source could not be downloaded",
  space: "no space left on the disk",
  build: "a package did not build",
  config: "no configuration, or a broken one",
  boot: "the image did not do in time what was expected",
  interrupted: "ended by Ctrl-C",
  terminated: "ended by SIGTERM",
};

/** The paragraph for --help; without names all of them. */
export function exitCodes(...names: (keyof typeof EXIT)[]): string {
  const keys = names.length > 0 ? names : (Object.keys(EXIT) as (keyof typeof EXIT)[]);
  const lines = keys.map((key) => `  ${String(EXIT[key]).padEnd(4)} ${WORDS[key]}`);
  return `\nExit codes:\n${lines.join("\n")}`;
}
