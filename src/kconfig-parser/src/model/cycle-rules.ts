/** How a dialect looks for dependency cycles and words what it finds. Data, as ValueRules. */
export interface CycleRules {
  /** Which symbol is looked at first: by C's hash table or by the menus. */
  readonly order: "hash" | "menu";
  /** A cycle makes the tree unusable. In 4.17 it is only told. */
  readonly isFatal: boolean;
  /** `depends on` is looked at before all else; in 4.17 with each definition, and the conditions of `imply` with it. */
  readonly dependsFirst: boolean;
  /** When a cycle is found, the symbols before it on the path are looked at further. */
  readonly goesOnAfterCycle: boolean;
  /** `imply` counts. */
  readonly followsImply: boolean;
  /** Each line begins with `file:line:`. */
  readonly namesPlaces: boolean;
  /** The words for a property's condition: its own, or those for `depends on`. */
  readonly conditionWords: "own" | "depends";
  /** The words for choices: `choice X contains symbol Y`, or as in 6.12. */
  readonly choiceWords: "contains" | "block";
  /** Choices and their values are told as that even where a condition makes them hang on another symbol. */
  readonly alwaysNamesChoice: boolean;
  /** Where the C tools send the reader. */
  readonly document: string;
}

/** Linux 4.17, as in Buildroot. */
export const cycles417: CycleRules = {
  order: "hash",
  isFatal: false,
  dependsFirst: false,
  goesOnAfterCycle: true,
  followsImply: false,
  namesPlaces: true,
  conditionWords: "depends",
  choiceWords: "contains",
  alwaysNamesChoice: false,
  document: "Documentation/kbuild/kconfig-language.txt",
};

export const cycles61: CycleRules = {
  ...cycles417,
  isFatal: true,
  dependsFirst: true,
  goesOnAfterCycle: false,
  followsImply: true,
  conditionWords: "own",
  alwaysNamesChoice: true,
  document: "Documentation/kbuild/kconfig-language.rst",
};

export const cycles612: CycleRules = {
  ...cycles61,
  order: "menu",
  namesPlaces: false,
  choiceWords: "block",
};
