/** How a dialect reads and writes `.config`. Data, as ValueRules. */
export interface ConfigFileRules {
  /** `# end of TITLE` after a menu's entries, and one blank line before what follows. */
  readonly endsMenus: boolean;
  /** A save that would change nothing leaves the file as it is and says "No change to". */
  readonly keepsUnchanged: boolean;
  /** The message about a line that is no setting has the line in it. */
  readonly quotesUnexpectedData: boolean;
  /** Of such a line only what stands before the first carriage return counts; otherwise all of it. */
  readonly returnEndsData: boolean;
  /** A line `NAME` without `=` is such a line, too; otherwise it is passed over. */
  readonly expectsEquals: boolean;
  /** A number out of its range, or what is set of a hidden symbol, is taken as not set; otherwise as set, to count when it can. */
  readonly dropsIdleValues: boolean;
  /** `#` and a space open the line of a bool that is off; otherwise any character may follow `#`. */
  readonly needsSpaceAfterHash: boolean;
  /** `# NAME is not set` says `NAME=n`, which is wrong for a number; otherwise it says nothing of numbers and texts. */
  readonly unsetIsN: boolean;
  /** Nothing may follow `is not set` in its line; otherwise it is passed over. */
  readonly unsetEndsLine: boolean;
  /** Characters of a file's heading, newlines among them; what is longer is cut off. Null for no limit. */
  readonly longestHeading: number | null;
  /** An empty title is a comment sign alone; otherwise with a blank behind it. */
  readonly bareEmptyTitle: boolean;
  /** Symbols that cannot be seen are written, too, as what they then are: off, 0, or empty. */
  readonly writesHidden: boolean;
  /** A value of a choice is written once more at a later entry if its choice was computed only after it was written. */
  readonly writesAgain: boolean;
  /** What the heading says: of which tree a file is, or, in BusyBox's words, of which version, and when. */
  readonly heading: "title" | "version";
  /** KCONFIG_WARN_UNKNOWN_SYMBOLS and KCONFIG_WERROR are heeded. */
  readonly heedsWarningVariables: boolean;
  /** KCONFIG_WARN_CHANGED_INPUT is heeded. */
  readonly warnsOfChangedInput: boolean;
}

/** Linux 4.17, as in Buildroot. */
export const files417: ConfigFileRules = {
  endsMenus: false,
  keepsUnchanged: false,
  quotesUnexpectedData: false,
  returnEndsData: true,
  expectsEquals: false,
  dropsIdleValues: true,
  needsSpaceAfterHash: false,
  unsetIsN: false,
  unsetEndsLine: false,
  longestHeading: 255,
  bareEmptyTitle: true,
  writesHidden: false,
  writesAgain: true,
  heading: "title",
  heedsWarningVariables: false,
  warnsOfChangedInput: false,
};

/** Linux 2.6, as in BusyBox. */
export const filesBusybox: ConfigFileRules = { ...files417, writesHidden: true, heading: "version" };

export const files61: ConfigFileRules = {
  endsMenus: true,
  keepsUnchanged: true,
  quotesUnexpectedData: true,
  returnEndsData: true,
  expectsEquals: false,
  dropsIdleValues: true,
  needsSpaceAfterHash: true,
  unsetIsN: true,
  unsetEndsLine: false,
  longestHeading: null,
  bareEmptyTitle: false,
  writesHidden: false,
  writesAgain: false,
  heading: "title",
  heedsWarningVariables: true,
  warnsOfChangedInput: false,
};

export const files612: ConfigFileRules = {
  ...files61,
  returnEndsData: false,
  expectsEquals: true,
  unsetEndsLine: true,
  dropsIdleValues: false,
};

/** Mainline in 2026. */
export const filesNext: ConfigFileRules = { ...files612, warnsOfChangedInput: true };
