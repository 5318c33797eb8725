/**
 * At which commits the agent and its requirements are: a branch that moved is a changed input of the image, a server
 * out of reach is not.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { replaceFile } from "../scheduler/index.js";
import { askRef, COMMIT } from "./source-ref.js";

export interface SourceCommits {
  /** What stands in the fingerprint of the images: repository and ref, to commit. */
  readonly commits: ReadonlyMap<string, string>;
  /** Sentences for the user: which server could not be asked. */
  readonly notes: readonly string[];
}

export interface SourceCommitsOptions {
  readonly output: string;
  readonly signal: AbortSignal;
  /** Keep what was found for a time without the server; default true. */
  readonly remember?: boolean;
  /** Ask nobody: what was found the last time is taken, without a note. */
  readonly offline?: boolean;
  /** Milliseconds to wait for a server. */
  readonly patience?: number;
}

interface Source {
  readonly url: string;
  readonly ref: string;
}

const SOURCES = ["OPENSTACK_IPA", "OPENSTACK_REQUIREMENTS"];

/** Asks the repositories that the configuration names, at once. Nothing is asked when it names none. */
export async function sourceCommits(options: SourceCommitsOptions): Promise<SourceCommits> {
  const sources = configuredSources(join(options.output, ".config"));
  if (sources.length === 0) return { commits: new Map(), notes: [] };
  const memory = join(options.output, ".ipa-image", "commits.json");
  const known = readMemory(memory);
  const commits = new Map<string, string>();
  const notes: string[] = [];
  const asked = await Promise.all(
    sources.map(async (source) => ({
      source,
      commit: options.offline ? null : await commitOf(source, options),
    })),
  );
  for (const { source, commit } of asked) {
    const name = `commit of ${source.url} ${source.ref || "HEAD"}`;
    const last = known[name];
    commits.set(name, commit ?? last ?? "unknown");
    if (commit === null && !options.offline)
      notes.push(
        `${source.url}: cannot be asked for ${source.ref || "HEAD"}: ${last ? `still taken to be at ${last.slice(0, 12)}` : "it was never seen here"}`,
      );
  }
  if (options.remember !== false) {
    const text = JSON.stringify({
      ...known,
      ...Object.fromEntries([...commits].filter(([, commit]) => COMMIT.test(commit))),
    });
    if (text !== JSON.stringify(known)) {
      mkdirSync(dirname(memory), { recursive: true });
      replaceFile(memory, Buffer.from(text));
    }
  }
  return { commits, notes };
}

function configuredSources(configPath: string): readonly Source[] {
  let text: string;
  try {
    text = readFileSync(configPath, "latin1");
  } catch {
    return [];
  }
  const value = (name: string) =>
    new RegExp(`^${name}="(.*)"$`, "m").exec(text)?.[1]?.replace(/\\(.)/g, "$1") ?? null;
  return SOURCES.flatMap((name) => {
    const url = value(`${name}_GIT_URL`);
    return url === null || url === "" ? [] : [{ url, ref: value(`${name}_RELEASE`) ?? "" }];
  });
}

/** Null when the repository cannot be asked, or has no such ref (the build then says so itself). */
async function commitOf(
  { url, ref }: Source,
  { signal, patience = 5000 }: SourceCommitsOptions,
): Promise<string | null> {
  const answer = await askRef({ url, ref, signal, patience });
  return answer.is === "found" ? answer.commit : null;
}

function readMemory(path: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  } catch {
    return {};
  }
}
