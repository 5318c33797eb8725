export interface MergeOptions {
  readonly prefix: string;
  /** Tell of settings that a fragment repeats. */
  readonly tellRedundant: boolean;
  /** A fragment's m does not replace a y. */
  readonly keepBuiltin: boolean;
  /** Tell nothing of settings that a fragment replaces. */
  readonly quiet: boolean;
}

export interface Fragment {
  readonly name: string;
  readonly text: string;
}

export interface Merged {
  readonly text: string;
  /** What merge_config.sh prints on the way. */
  readonly messages: string;
  /** Whether a fragment gave a setting another value. */
  readonly redefined: boolean;
}

/** One configuration out of a base and fragments, of which the later counts. As the kernel's merge_config.sh does it. */
export function mergeFragments(base: string, fragments: readonly Fragment[], options: MergeOptions): Merged {
  let text = base;
  let redefined = false;
  const messages: string[] = [];
  for (const fragment of fragments) {
    messages.push(`Merging ${fragment.name}\n`);
    let added = fragment.text;
    for (const name of settingNames(fragment.text, options.prefix)) {
      const old = linesAbout(text, name);
      if (old === "") continue;
      const now = linesAbout(fragment.text, name);
      const change = `Previous value: ${old}\nNew value: ${now}\n`;
      const about = `Value of ${name} is`;
      if (now !== old && options.keepBuiltin && /=y$/.test(old) && /=m$/.test(now)) {
        if (!options.quiet) messages.push(`${change}-y passed, will not demote y to m\n\n`);
        added = withoutLinesAbout(added, name);
        continue;
      }
      if (now !== old) {
        redefined = true;
        if (!options.quiet) messages.push(`${about} redefined by fragment ${fragment.name}:\n${change}\n`);
      } else if (options.tellRedundant) messages.push(`${about} redundant by fragment ${fragment.name}:\n`);
      text = withoutLinesAbout(text, name);
    }
    text = `${text}\n${added}`;
  }
  return { text, messages: messages.join(""), redefined };
}

/** What the final configuration does not have as it was asked for. */
export function missedText(requested: string, actual: string, prefix: string): string {
  return settingNames(requested, prefix)
    .map((name) => [name, linesAbout(requested, name), linesAbout(actual, name)] as const)
    .filter(([, wanted, got]) => wanted !== got)
    .map(
      ([name, wanted, got]) =>
        `Value requested for ${name} not in final .config\nRequested value:  ${wanted}\nActual value:     ${got}\n\n`,
    )
    .join("");
}

/** The symbols that a text sets, with prefix, in its order. */
function settingNames(text: string, prefix: string): string[] {
  const pattern = new RegExp(`^(?:(${prefix}[a-zA-Z0-9_]+)=|# (${prefix}[a-zA-Z0-9_]+) is not set)`);
  return text.split("\n").flatMap((line) => {
    const match = pattern.exec(line);
    return match ? [match[1] ?? match[2] ?? ""] : [];
  });
}

/** The lines in which the name stands as a word. */
function linesAbout(text: string, name: string): string {
  return text.split("\n").filter(mentions(name)).join("\n");
}

/** The others, each with the newline that it has. */
function withoutLinesAbout(text: string, name: string): string {
  const isAbout = mentions(name);
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines.filter((line) => !isAbout(line)).join("");
}

function mentions(name: string): (line: string) => boolean {
  const pattern = new RegExp(`(?<![A-Za-z0-9_])${name}(?![A-Za-z0-9_])`);
  return (line) => line.includes(name) && pattern.test(line);
}
