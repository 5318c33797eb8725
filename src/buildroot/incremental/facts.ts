/** What Buildroot's makefiles make of a configuration: its packages, and all variables of each. Pure. */
import { EXIT, UserError } from "../errors.js";
import { NAMES_MARK, VARIABLE_MARK } from "./facts-makefile.js";

export interface PackageFacts {
  /** `busybox`, `host-m4`. */
  readonly name: string;
  readonly kind: "target" | "host";
  readonly version: string;
  readonly isVirtual: boolean;
  /** Folder of its makefile, relative to the Buildroot tree, or absolute in an external tree. */
  readonly packageDir: string;
  /** Relative to the output folder: `build/busybox-1.37.0`. */
  readonly stampDir: string;
  readonly patches: readonly string[];
  readonly hashFiles: readonly string[];
  /** Sources, as files below `dlDir` in the folder of downloads. */
  readonly downloads: readonly Download[];
  readonly dlDir: string;
  readonly installsImages: boolean;
  readonly dependencies: readonly string[];
  /** Every make variable of the package, after expansion. */
  readonly variables: ReadonlyMap<string, string>;
}

export interface Download {
  readonly source: string;
  readonly uris: readonly string[];
}

export interface Facts {
  readonly packages: ReadonlyMap<string, PackageFacts>;
  /** Root filesystems by name (`rootfs-cpio`), with the host packages that they need. */
  readonly filesystems: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads what `make -s show-info ipa-facts` printed.
 * @param known prefixes of packages that make did not see, and whose variables others may set all the same
 * @throws UserError (1) when there is no JSON of show-info in it.
 */
export function parseFacts(text: string, known: Iterable<string> = []): Facts {
  const start = text.indexOf(`\n${NAMES_MARK}`);
  const head = start < 0 ? text : text.slice(0, start);
  const info = showInfo(head);
  const records = start < 0 ? [] : text.slice(start + 1).split(`\n${VARIABLE_MARK}`);
  const prefixes = new Set((records[0] ?? "").slice(NAMES_MARK.length).trim().split(/\s+/));
  for (const prefix of known) prefixes.add(prefix);
  const variables = variablesByPrefix(records.slice(1), prefixes);
  const packages = new Map<string, PackageFacts>();
  const filesystems = new Map<string, readonly string[]>();
  for (const [name, value] of Object.entries(info)) {
    if (value.type === "rootfs") filesystems.set(name, strings(value.dependencies));
    else packages.set(name, packageFacts(name, value, variables.get(prefixOf(name)) ?? new Map()));
  }
  return { packages, filesystems };
}

/** `host-m4` → `HOST_M4`: the prefix of a package's variables (Buildroot's UPPERCASE). */
export function prefixOf(name: string): string {
  return name.toUpperCase().replaceAll(/[-.]/g, "_");
}

type Info = Readonly<Record<string, unknown>>;

function showInfo(text: string): Readonly<Record<string, Info>> {
  const line = text.split("\n").find((candidate) => candidate.startsWith("{"));
  try {
    return JSON.parse(line ?? "") as Record<string, Info>;
  } catch {
    throw new UserError("make show-info: printed no JSON: run it by hand to see why", EXIT.failure);
  }
}

function packageFacts(name: string, info: Info, variables: ReadonlyMap<string, string>): PackageFacts {
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  const downloads = Array.isArray(info.downloads) ? (info.downloads as Info[]) : [];
  return {
    name,
    kind: info.type === "host" ? "host" : "target",
    version: text(info.version),
    isVirtual: info.virtual === true,
    packageDir: text(info.package_dir),
    stampDir: text(info.stamp_dir) || `build/${name}`,
    patches: strings(info.patches),
    hashFiles: strings(info.hashes),
    downloads: downloads.map((item) => ({ source: text(item.source), uris: strings(item.uris) })),
    dlDir: text(info.dl_dir),
    installsImages: info.install_images === true,
    dependencies: strings(info.dependencies),
    variables,
  };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** LINUX_PAM_VERSION is linux-pam's, though linux has a prefix that fits as well: the longest prefix wins. */
function variablesByPrefix(
  records: readonly string[],
  prefixes: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const record of records) {
    const equals = record.indexOf("=");
    const name = record.slice(0, equals);
    const prefix = longestPrefix(name, prefixes);
    if (equals < 0 || prefix === null) continue;
    let own = found.get(prefix);
    if (!own) {
      own = new Map();
      found.set(prefix, own);
    }
    own.set(name, record.slice(equals + 1).replace(/\n$/, ""));
  }
  return found;
}

function longestPrefix(name: string, prefixes: ReadonlySet<string>): string | null {
  // LINUX_TOOLS is a list of linux-tools.
  if (prefixes.has(name)) return name;
  for (let end = name.lastIndexOf("_"); end > 0; end = name.lastIndexOf("_", end - 1)) {
    const prefix = name.slice(0, end);
    if (prefixes.has(prefix)) return prefix;
  }
  return null;
}
