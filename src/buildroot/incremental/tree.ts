/** Where a build takes place, and how make is called there. */
export interface Place {
  /** The Buildroot tree as it is. */
  readonly buildroot: string;
  readonly output: string;
  /** The folder of downloads (BR2_DL_DIR). */
  readonly downloads: string;
  readonly externals: readonly string[];
  /** For make's command line. */
  readonly variables: Readonly<Record<string, string>>;
  /** Beside the caller's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface BuildTree extends Place {
  /** The tree in which make is called: Buildroot's, or a view of it without the makefiles of packages not in use. */
  readonly makeTree: string;
}
