/** Where the trees of the program come from: Buildroot, a package inside it, or any folder. */
import type { SavedBesides } from "../../menuconfig/files.js";
import type { KconfigPlace } from "../../trees/open-source-tree.js";

export interface OpeningOptions {
  /** A line of what is being done. */
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
  /** The user knows that it takes long. */
  readonly agreed: boolean;
}

/** `asks`: it would take long; to be opened again with `agreed`. */
export type Opening = { readonly place: KconfigPlace } | { readonly asks: string };

/** A tree's values, in the forms in which they are written. */
export interface ValuesNow {
  /** Only what differs from the defaults. */
  readonly defconfig: string;
  /** What differs from when it was opened, as lines of a configuration. */
  readonly fragment: string;
}

export interface TreeSource {
  readonly id: string;
  readonly title: string;
  /** What its bookmarks are kept under; its id where this is not set. */
  readonly bookmarksOf?: string;
  /** @throws UserError with a sentence that says what to do */
  open(options: OpeningOptions): Promise<Opening>;
  /**
   * Called after a file was written; when it is this tree's own, what else was done with it, and what can be.
   * `before`: the text of the whole configuration as it was when the tree was opened.
   */
  saved?(path: string, before: () => string): SavedBesides | null;
  /** Takes the offer that came with saving its file; says what was written, or why not. Null: not its file. */
  keepSaved?(path: string, before: () => string): string | null;
  /** Writes the saved configuration to where the next build from nothing starts from; says what was written. */
  keepFragment?(values: ValuesNow, signal: AbortSignal): Promise<string>;
  keepDefconfig?(values: ValuesNow, signal: AbortSignal): Promise<string>;
}
