/** The Buildroot submodule: fetched by git at the commit the repository pins. */
import { join } from "node:path";
import { execa } from "execa";
import { EXIT, UserError } from "./errors.js";
import { requireSafeRef, requireSafeUrl } from "./safe-values.js";
import { isBuildrootTree } from "./tree.js";

export interface FetchOptions {
  readonly repo: string;
  /** Where the tree is wanted; `repo`/buildroot is the submodule's place. */
  readonly buildroot: string;
  /** Another place to fetch from, for this once. */
  readonly url?: string;
  /** Another ref to check out, for this once. */
  readonly ref?: string;
  readonly signal?: AbortSignal;
  readonly say: (text: string) => void;
}

/**
 * Makes sure that the tree is there. Never touches a tree that is there already, unless a ref is asked for.
 * @throws UserError: 2 for an unsafe URL or ref, 4 when git cannot get it.
 */
export async function fetchBuildroot(options: FetchOptions): Promise<void> {
  if (options.url !== undefined) requireSafeUrl("--url", options.url);
  if (options.ref !== undefined) requireSafeRef("--ref", options.ref);
  // Another tree than the submodule is the user's own affair: there is nothing to fetch it from.
  if (options.buildroot !== join(options.repo, "buildroot") && !isBuildrootTree(options.buildroot)) {
    throw new UserError(
      `${options.buildroot}: no Buildroot tree there: name the folder of one, or leave --buildroot (IPA_BUILDROOT) out to use the submodule`,
      EXIT.noBuildroot,
    );
  }
  if (!isBuildrootTree(options.buildroot)) {
    options.say(`fetching Buildroot into ${options.buildroot}`);
    const over = options.url === undefined ? [] : ["-c", `submodule.buildroot.url=${options.url}`];
    await git(options, options.repo, [...over, "submodule", "update", "--init", "--", "buildroot"]);
  }
  if (options.ref !== undefined) {
    await git(options, options.buildroot, ["fetch", "origin", "--", options.ref]);
    await git(options, options.buildroot, ["checkout", "--detach", "FETCH_HEAD"]);
  }
  if (!isBuildrootTree(options.buildroot)) {
    throw new UserError(
      `${options.buildroot}: git fetched it, yet it is no Buildroot tree: remove the folder and run \`ipa-image fetch\` again`,
      EXIT.noBuildroot,
    );
  }
}

async function git(options: FetchOptions, cwd: string, args: readonly string[]): Promise<void> {
  const result = await execa("git", ["-C", cwd, ...args], {
    reject: false,
    all: true,
    stdin: "ignore",
    env: { GIT_TERMINAL_PROMPT: "0" },
    ...(options.signal ? { cancelSignal: options.signal } : {}),
  });
  if (!result.failed) return;
  const said = (result.all ?? result.shortMessage ?? "").trim().split("\n").slice(-3).join("; ");
  throw new UserError(
    `${options.buildroot}: no Buildroot tree, and git could not fetch it (${said}): connect the network, or point git at a mirror ` +
      "(git config --global url.<mirror>.insteadOf <address in .gitmodules>) and run `ipa-image fetch`",
    EXIT.noBuildroot,
  );
}
