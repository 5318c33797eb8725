/** What differs between the C tools that read Kconfig. Data, never a branch on a name. */
export interface Dialect {
  readonly name: DialectName;
  /** Written before every symbol in a `.config`: `CONFIG_`, or nothing in Buildroot. */
  readonly prefix: string;
  /** The variables that name the configuration file; the first that is set counts. */
  readonly configVariables: readonly string[];
  /** Its name when none is set. */
  readonly defaultConfigName: string;
}

export type DialectName = "buildroot";

/** Buildroot's copy of Linux 4.17's tools, with Buildroot's patches. */
export const buildroot: Dialect = {
  name: "buildroot",
  prefix: "",
  configVariables: ["BR2_CONFIG", "KCONFIG_CONFIG"],
  defaultConfigName: ".config",
};

const dialects: Readonly<Record<DialectName, Dialect>> = { buildroot };

/** The dialect of that name, undefined when there is none. */
export function dialectByName(name: string): Dialect | undefined {
  return Object.hasOwn(dialects, name) ? dialects[name as DialectName] : undefined;
}

/** All names, for messages. */
export const dialectNames: readonly string[] = Object.keys(dialects);
