/** Settings added to the text of a configuration fragment. Pure. */
const SETTING = /^(?:CONFIG_(\w+)=|# CONFIG_(\w+) is not set)/;

/**
 * Lines that are there already get the new value; the others come at the end, each under what it is for (`titles`, by
 * name; settings that it needs stand before it).
 */
export function withAdditions(
  text: string,
  settings: ReadonlyMap<string, string>,
  titles: ReadonlyMap<string, string>,
): string {
  const left = new Map(settings);
  const before = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const lines = before.map((line) => {
    const found = SETTING.exec(line);
    const name = found?.[1] ?? found?.[2] ?? "";
    const value = left.get(name);
    if (value === undefined) return line;
    left.delete(name);
    return settingText(name, value);
  });
  const groups: string[] = [];
  let waiting: string[] = [];
  for (const [name, value] of left) {
    waiting.push(settingText(name, value));
    const title = titles.get(name);
    if (title === undefined) continue;
    groups.push(`# ${title.replace(/[^\x20-\x7e]/g, "?")}`, ...waiting);
    waiting = [];
  }
  return `${[...lines, ...groups, ...waiting].join("\n")}\n`;
}

function settingText(name: string, value: string): string {
  if (value === "n") return `# CONFIG_${name} is not set`;
  return /^([ym]|-?\d+|0[xX][0-9a-fA-F]+)$/.test(value)
    ? `CONFIG_${name}=${value}`
    : `CONFIG_${name}="${value.replace(/["\\]/g, "\\$&")}"`;
}
