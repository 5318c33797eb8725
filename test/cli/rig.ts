/** Runs the compiled ipa-image on the fixture tree, in folders of its own. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterEach } from "vitest";

export const repository = resolve(fileURLToPath(new URL("../..", import.meta.url)));
export const miniBuildroot = join(repository, "test/fixtures/mini-buildroot");
export const miniExternal = join(repository, "test/fixtures/mini-external");
export const program = join(repository, "dist/cli/ipa-image.js");

if (!existsSync(program)) throw new Error(`${program}: not compiled: run \`npx tsc -b\` (make test does)`);

const folders: string[] = [];
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

/** A new folder that is gone after the test. */
export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), "ipa-image-"));
  folders.push(dir);
  return dir;
}

/** The environment of a run: ours without what a surrounding make or CI put there. */
export function environment(output: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "/usr/bin:/bin",
    HOME: process.env.HOME ?? "/",
    IPA_BUILDROOT: miniBuildroot,
    IPA_OUTPUT: output,
    BR2_DL_DIR: join(output, "dl"),
    ...more,
  };
}

/** The words of a build on the fixture; root is allowed, because CI is root. */
export const build = ["build", "--allow-root", "--external", miniExternal] as const;

export interface Ran {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export async function run(
  args: readonly string[],
  output: string,
  more: Record<string, string> = {},
): Promise<Ran> {
  const result = await execa(process.execPath, [program, ...args], {
    env: environment(output, more),
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
  return { exitCode: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}

/** The events of a `--json` run. */
export function eventsOf(stdout: string): Record<string, unknown>[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
