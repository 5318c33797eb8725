/**
 * Writes what was changed in the kernel's or BusyBox's own menus into the last configuration fragment. Buildroot's
 * `<package>-update-config` refuses when there are fragments, and our defconfigs are made of them.
 */
import { existsSync } from "node:fs";
import { readFile, stat, utimes } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { writeFileAtomically } from "kconfig-parser";
import { EXIT, UserError } from "./errors.js";
import { captureMake } from "./make.js";

export interface SaveFragmentOptions {
  readonly buildroot: string;
  readonly output: string;
  readonly externals: readonly string[];
  readonly package: "linux" | "busybox";
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
}

export interface SavedFragment {
  readonly file: string;
  /** Names of the symbols written, as in the file (CONFIG_FOO). */
  readonly symbols: readonly string[];
}

/**
 * The symbols that differ from base and fragments are set in the last fragment; its other lines stay.
 * @throws UserError: 9 when there is no fragment of ours to write to, 1 when the package is not configured yet
 */
export async function saveFragment(options: SaveFragmentOptions): Promise<SavedFragment> {
  const { folder, fragments } = await whereItLies(options);
  const target = fragments.at(-1);
  if (target === undefined || isInside(options.buildroot, target)) throw noFragment(options.package, target);
  const dotConfig = join(folder, ".config");
  if (!existsSync(join(folder, ".stamp_kconfig_fixup_done"))) {
    throw new UserError(
      `${options.package}: is not configured yet, so there is nothing to save: run \`ipa-image ${options.package}-menuconfig\` first`,
      EXIT.failure,
    );
  }
  const difference = await captureMake({
    ...options,
    targets: [`${options.package}-diff-config`],
    flags: ["-s"],
  });
  const changed = settingsOf(await readFile(dotConfig, "latin1"), changedSymbols(difference));
  if (changed.size > 0) {
    writeFileAtomically(target, withSettings(await readFile(target, "latin1"), changed));
    await agreeWithConfig(target, join(folder, ".stamp_dotconfig"));
  }
  return { file: target, symbols: [...changed.keys()] };
}

/** Buildroot reconfigures when a fragment is newer than its stamp; what was just saved is in force already. */
async function agreeWithConfig(file: string, stamp: string): Promise<void> {
  const { atime, mtime } = await stat(stamp);
  await utimes(file, atime, mtime);
}

async function whereItLies(options: SaveFragmentOptions): Promise<{ folder: string; fragments: string[] }> {
  const prefix = options.package.toUpperCase();
  const lines = await captureMake({
    ...options,
    targets: ["printvars"],
    flags: ["-s"],
    variables: { VARS: `${prefix}_DIR ${prefix}_KCONFIG_FRAGMENT_FILES` },
  });
  const variable = (name: string) =>
    lines.find((line) => line.startsWith(`${prefix}_${name}=`))?.slice(prefix.length + name.length + 2) ?? "";
  return {
    folder: variable("DIR"),
    fragments: variable("KCONFIG_FRAGMENT_FILES").split(" ").filter(Boolean),
  };
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return !path.startsWith("..") && !isAbsolute(path);
}

function noFragment(name: "linux" | "busybox", target: string | undefined): UserError {
  const symbol =
    name === "linux" ? "BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES" : "BR2_PACKAGE_BUSYBOX_CONFIG_FRAGMENT_FILES";
  const why = target === undefined ? "names no file" : `ends with ${target}, which is Buildroot's own`;
  return new UserError(
    `${symbol}: ${why}: give it a file of yours as its last, where the changes are to be kept`,
    EXIT.config,
  );
}

/** Names in the lines of Buildroot's utils/diffconfig: `-CONFIG_GONE y`, ` CONFIG_CHANGED y -> n`, `+CONFIG_NEW y`. Pure. */
export function changedSymbols(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const match = /^(?:\+(CONFIG_\w+) .*| (CONFIG_\w+) .* -> .*)$/.exec(line);
    const name = match?.[1] ?? match?.[2];
    return name === undefined ? [] : [name];
  });
}

const SETTING = /^(?:# (CONFIG_\w+) is not set|(CONFIG_\w+)=.*)$/;

/** The lines of a `.config` that set `names`. Pure. */
export function settingsOf(text: string, names: readonly string[]): Map<string, string> {
  const wanted = new Set(names);
  const found = new Map<string, string>();
  for (const line of text.split("\n")) {
    const match = SETTING.exec(line);
    const name = match?.[1] ?? match?.[2];
    if (name !== undefined && wanted.has(name)) found.set(name, line);
  }
  return found;
}

/**
 * A fragment's text with these settings (name to line): in the place of an older one, or at the end. New ones stand
 * under what they are for: `titles` by name; what a setting needs comes before it in `settings`. Pure.
 */
export function withSettings(
  text: string,
  settings: ReadonlyMap<string, string>,
  titles: ReadonlyMap<string, string> = new Map(),
): string {
  const left = new Map(settings);
  const before = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  const lines = before.map((line) => {
    const match = SETTING.exec(line);
    const name = match?.[1] ?? match?.[2] ?? "";
    const replacement = left.get(name);
    left.delete(name);
    return replacement ?? line;
  });
  let group: string[] = [];
  for (const [name, line] of left) {
    group.push(line);
    const title = titles.get(name);
    if (title === undefined) continue;
    // It comes from a list of devices: one line, whatever stands there.
    lines.push(`# ${title.replace(/[^\x20-\x7e]/g, "?")}`, ...group);
    group = [];
  }
  return `${[...lines, ...group].join("\n")}\n`;
}
