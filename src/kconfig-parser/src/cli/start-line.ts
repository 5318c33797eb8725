/**
 * Where NODE_EXTRA_CA_CERTS is set, Node 20 reads all certificates that it knows before anything else, which takes
 * longer than the rest of its start; and none of these programs speaks TLS. So their first line starts Node without
 * it, and hands the value on under this name for the commands that they run.
 */
const HANDED_ON = "KCONF_CA";

/**
 * For programs that read a tree, which takes a quarter of a second, and then wait or are over. First what matters most:
 * Linux before 5.1 takes the first 127 bytes of a first line, and these end between two flags.
 */
export const TREE_FLAGS: readonly string[] = [
  // A young generation that holds a whole tree: nothing of it dies while it is read.
  "--min-semi-space-size=64",
  "--max-semi-space-size=64",
  // V8 makes optimized code on other threads. More than one of them take the processor from the thread that counts.
  "--v8-pool-size=1",
  // That code is the better the more functions are put into each other, and comes too late here: little is enough.
  "--max-inlined-bytecode-size-cumulative=60",
  "--max-inlined-bytecode-size=100",
];

/** The first line of a program that Node runs with these flags; Linux takes 255 bytes of it. */
export function startLine(flags: readonly string[]): string {
  const node = ["node", ...flags].join(" ");
  return `#!/usr/bin/env -S -u NODE_EXTRA_CA_CERTS ${HANDED_ON}=\${NODE_EXTRA_CA_CERTS} ${node}`;
}

/** Gives the process back the environment that its first line was given. */
export function takeBackEnvironment(env: NodeJS.ProcessEnv): void {
  const certificates = env[HANDED_ON];
  if (certificates === undefined) return;
  delete env[HANDED_ON];
  if (certificates !== "") env.NODE_EXTRA_CA_CERTS = certificates;
}
