/** Downloads that were cut short go on where they stopped. Buildroot's own wrapper throws away what it has of a file. */
import { chmodSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import { STATE_FOLDER } from "./evaluation.js";

/**
 * `SCRIPT FOLDER wget OPTIONS... -O OUTPUT URL`: what arrives is kept in FOLDER under a name made of the URL, and moved
 * to OUTPUT once it is whole. Buildroot holds a lock on the package's folder meanwhile, and checks the hash afterwards: a
 * file that was put together of two is not taken, and the next try starts from nothing.
 */
const SCRIPT = `#!/bin/sh
# Written by ipa-image; see src/buildroot/incremental/resume-downloads.ts
folder=$1
shift
for url; do :; done
partial=$folder/$(printf '%s' "$url" | sha256sum | cut -c1-32)
mkdir -p -- "$folder" || exit 1
output=
count=$#
while [ "$count" -gt 0 ]; do
  word=$1
  shift
  count=$((count - 1))
  if [ "$word" = -O ] && [ "$count" -gt 0 ]; then
    output=$1
    shift
    count=$((count - 1))
    set -- "$@" -O "$partial"
  else
    set -- "$@" "$word"
  fi
done
program=$1
shift
size() { stat -c %s -- "$partial" 2>/dev/null || echo 0; }
before=$(size)
[ "$before" = 0 ] || echo "$url: going on after $before bytes"
"$program" -c "$@"
code=$?
if [ "$code" -ne 0 ] && [ "$before" != 0 ] && [ "$(size)" = "$before" ]; then
  # A server that cannot go on, or that has another file now.
  rm -f -- "$partial"
  "$program" "$@"
  code=$?
fi
[ "$code" -eq 0 ] || exit "$code"
mv -f -- "$partial" "$output"
`;

/**
 * Variables for a call of make that downloads: BR2_WGET with the script in front. None when the configuration fetches
 * with another program than wget.
 */
export function resumingDownloads(
  configText: string,
  { output, downloads }: { readonly output: string; readonly downloads: string },
): Readonly<Record<string, string>> {
  const command = /^BR2_WGET="(.*)"$/m.exec(configText)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
  const [program = ""] = command.trim().split(/\s+/);
  const folder = join(downloads, ".partial");
  // Both paths stand unquoted in a shell command of Buildroot's.
  if (basename(program) !== "wget" || !isPlain(folder) || !isPlain(output)) return {};
  const script = join(output, STATE_FOLDER, "resume");
  mkdirSync(join(output, STATE_FOLDER), { recursive: true });
  writeFileAtomically(script, SCRIPT);
  chmodSync(script, 0o755);
  return { BR2_WGET: `${script} ${folder} ${command.trim()}` };
}

function isPlain(path: string): boolean {
  return /^[\w./+,:@=-]+$/.test(path);
}
