/** What a repository says of a ref: asked with `git ls-remote`, nothing is fetched. */
import { execa } from "execa";
import { badRef, badUrl } from "../buildroot/safe-values.js";

export type RefAnswer =
  | { readonly is: "found"; readonly kind: "branch" | "tag" | "commit" | "head"; readonly commit: string }
  /** The repository answered: there is no such ref. */
  | { readonly is: "absent" }
  /** It could not be asked. */
  | { readonly is: "offline"; readonly why: string }
  /** It is not even asked: no URL, or no ref, that git may see. */
  | { readonly is: "refused"; readonly why: string };

export interface RefQuestion {
  readonly url: string;
  /** Empty: the repository's default branch. */
  readonly ref: string;
  readonly signal: AbortSignal;
  /** Milliseconds to wait for a server. */
  readonly patience: number;
}

export const COMMIT = /^[0-9a-f]{40}$/;

/** Asks the repository. A commit by its full number is taken as it is: servers do not say which they have. */
export async function askRef({ url, ref, signal, patience }: RefQuestion): Promise<RefAnswer> {
  const bad = badUrl(url) ?? (ref === "" ? null : badRef(ref));
  if (bad !== null) return { is: "refused", why: bad };
  if (COMMIT.test(ref)) return { is: "found", kind: "commit", commit: ref };
  const name = ref === "" ? "HEAD" : ref;
  const result = await execa("git", ["ls-remote", "--quiet", "--", url, name, `${name}^{}`], {
    reject: false,
    stdin: "ignore",
    timeout: patience,
    cancelSignal: signal,
    env: { GIT_TERMINAL_PROMPT: "0", GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND ?? "ssh -o BatchMode=yes" },
  });
  if (result.timedOut) return { is: "offline", why: `no answer within ${Math.round(patience / 1000)} s` };
  if (result.failed) return { is: "offline", why: lastWords(result.stderr ?? "") };
  return chooseRef(result.stdout ?? "", name);
}

/** Which of the lines of `git ls-remote` is meant by a name, in the order of the script that checks it out. Pure. */
export function chooseRef(lines: string, name: string): RefAnswer {
  const refs = new Map(
    lines.split("\n").map((line) => {
      const [commit = "", full = ""] = line.split("\t");
      return [full, commit];
    }),
  );
  const places = [
    ["branch", `refs/heads/${name}`],
    // An annotated tag stands for the commit below it.
    ["tag", `refs/tags/${name}^{}`],
    ["tag", `refs/tags/${name}`],
    [name === "HEAD" ? "head" : "branch", name],
  ] as const;
  for (const [kind, full] of places) {
    const commit = refs.get(full);
    if (commit !== undefined && COMMIT.test(commit)) return { is: "found", kind, commit };
  }
  return { is: "absent" };
}

function lastWords(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.replace(/^(?:fatal|error): /, "").trim())
    .filter(Boolean);
  const telling = lines.find((line) =>
    /resolve host|Connection|Could not|not found|does not (?:exist|appear)|denied/i.test(line),
  );
  return telling ?? lines[0] ?? "the repository did not answer";
}
