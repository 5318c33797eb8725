/** The settings of a configuration file's text, by name without prefix; `# X is not set` is n. */
export function readAssignments(text: string, prefix: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const raw of text.split("\n")) {
    const line = raw.replace(/[ \t\r]+$/, "");
    const unset = /^# (\S+) is not set$/.exec(line)?.[1];
    if (unset?.startsWith(prefix)) found.set(unset.slice(prefix.length), "n");
    const equals = line.indexOf("=");
    if (line.startsWith(prefix) && !line.startsWith("#") && equals >= 0)
      found.set(line.slice(prefix.length, equals), line.slice(equals + 1));
  }
  return found;
}

/**
 * What differs between two configurations, as the kernel's diffconfig shows it: what is gone, what changed, what is
 * new, each by name. With `asFragment` what changed and what is new, as lines of a configuration.
 */
export function diffText(before: string, after: string, prefix: string, asFragment: boolean): string {
  const a = readAssignments(before, prefix);
  const b = readAssignments(after, prefix);
  const removed: string[] = [];
  const changed: string[] = [];
  const added: string[] = [];
  const setting = (name: string, value: string): string =>
    value === "n" ? `# ${prefix}${name} is not set` : `${prefix}${name}=${value}`;
  for (const name of [...a.keys()].sort()) {
    const [old, now] = [a.get(name) ?? "", b.get(name)];
    if (now === undefined) removed.push(`-${name} ${old}`);
    else if (now !== old) changed.push(asFragment ? setting(name, now) : ` ${name} ${old} -> ${now}`);
  }
  for (const name of [...b.keys()].sort())
    if (!a.has(name)) added.push(asFragment ? setting(name, b.get(name) ?? "") : `+${name} ${b.get(name)}`);
  return [...(asFragment ? [] : removed), ...changed, ...added].map((line) => `${line}\n`).join("");
}
