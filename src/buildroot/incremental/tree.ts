/** Where a build takes place, and how make is called there. */
export interface BuildTree {
  /** The Buildroot tree as it is. */
  readonly buildroot: string;
  /** The tree in which make is called: the same, or a view of it with fewer makefiles. */
  readonly makeTree: string;
  readonly output: string;
  readonly externals: readonly string[];
  /** Folders of BR2_GLOBAL_PATCH_DIR. */
  readonly patchFolders: readonly string[];
  /** The folder of downloads (BR2_DL_DIR). */
  readonly downloads: string;
  /** For make's command line. */
  readonly variables: Readonly<Record<string, string>>;
  /** Beside the caller's environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
}
