/**
 * Where NODE_EXTRA_CA_CERTS is set, Node 20 reads all certificates that it knows before anything else, which takes
 * longer than the rest of its start; and none of these programs speaks TLS. So their first line starts Node without
 * it, and hands the value on under this name for the commands that they run.
 */
const HANDED_ON = "KCONF_CA";

/** The first line of a program that Node runs with these flags. Short: old kernels cut it at 127 bytes. */
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
