/** Things that may be written only in some dialects. */
export type Construct =
  /** `choice NAME`. */
  | "named-choice"
  /** `optional` in a choice. */
  | "optional-choice"
  /** A choice whose values may be m. */
  | "tristate-choice"
  /** `bool` in a choice. */
  | "bool-choice"
  /** The same file sourced twice, not from itself. */
  | "repeated-inclusion"
  /** The attribute `transitional`. */
  | "transitional"
  /** `depends on A if B`. */
  | "conditional-depends"
  /** `def_int`, `def_hex`, `def_string`. */
  | "typed-default-values"
  /** `rsource`, `osource`, `orsource`, and patterns in their paths. */
  | "source-patterns"
  /** Any entry inside a choice. */
  | "anything-in-choice"
  /** `mainmenu` after other statements. */
  | "mainmenu-anywhere"
  /** `---help---`. */
  | "dashed-help"
  /** `option env=`, `option allnoconfig_y`. */
  | "option-attributes";

/** How a dialect is read. Data, as ValueRules. */
export interface SyntaxRules {
  /**
   * `commands`: the language up to Linux 4.17, where the first word of a line says what the line is.
   * `tokens`: the language since, where keywords are keywords everywhere and macros are expanded.
   */
  readonly reader: "commands" | "tokens";
  readonly constructs: ReadonlySet<Construct>;
  /** The last line of the top file must have a newline; that of a sourced file never must. */
  readonly needsLastNewline: boolean;
  /** What a message about the end of the top file calls it, null for its name. */
  readonly nameAtEnd: string | null;
  /** How many lines below its statement a syntax error is reported. */
  readonly errorLine: 0 | 1;
  /** Of the statement read last only the line is known; its file is taken for the one that is being read. */
  readonly placesInOpenFile: boolean;
  /** Where a file sources itself, the files around that circle are listed, too. */
  readonly showsWholeInclusion: boolean;
  /** A `menuconfig` without a prompt and help texts that are blank or come twice are errors; otherwise warnings. */
  readonly refusesOddEntries: boolean;
}

/** Linux 4.17, as in Buildroot. */
export const syntax417: SyntaxRules = {
  reader: "commands",
  constructs: new Set([
    "named-choice",
    "optional-choice",
    "tristate-choice",
    "bool-choice",
    "repeated-inclusion",
  ]),
  needsLastNewline: false,
  nameAtEnd: null,
  errorLine: 1,
  placesInOpenFile: false,
  showsWholeInclusion: false,
  refusesOddEntries: false,
};

export const syntax61: SyntaxRules = { ...syntax417, reader: "tokens", nameAtEnd: "<none>" };

export const syntax612: SyntaxRules = {
  reader: "tokens",
  constructs: new Set(["bool-choice", "repeated-inclusion"]),
  needsLastNewline: true,
  nameAtEnd: null,
  errorLine: 0,
  placesInOpenFile: true,
  showsWholeInclusion: true,
  refusesOddEntries: false,
};

/** Mainline in 2026. */
export const syntaxNext: SyntaxRules = {
  ...syntax612,
  constructs: new Set(["transitional", "conditional-depends"]),
  refusesOddEntries: true,
};

/** Kconfiglib 14 and its descendants. */
export const syntaxKconfiglib: SyntaxRules = {
  ...syntax61,
  constructs: new Set([
    ...syntax61.constructs,
    ...syntaxNext.constructs,
    "typed-default-values",
    "source-patterns",
    "anything-in-choice",
    "mainmenu-anywhere",
    "dashed-help",
    "option-attributes",
  ]),
};
