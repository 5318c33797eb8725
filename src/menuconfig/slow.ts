import type { Config } from "kconfig-parser";
import type { Bookmark } from "./bookmarks.js";
import type { CostReport } from "./cost.js";
import type { SourceFinding } from "./sources.js";

/** Work that takes its time. It is started, and answers by messages: later, more than once, or never. */
export type SlowEffect =
  /** `agreed`: the user knows that it will take long. */
  | { readonly type: "open-tree"; readonly id: string; readonly agreed: boolean }
  | { readonly type: "stop-opening"; readonly id: string }
  | { readonly type: "check-source"; readonly url: string; readonly ref: string }
  | { readonly type: "estimate"; readonly ticket: string }
  | { readonly type: "keep-changes"; readonly id: string; readonly form: KeptForm }
  /** Writes to the user's file of bookmarks that this one is set, or is not. */
  | {
      readonly type: "keep-bookmark";
      readonly id: string;
      readonly bookmark: Bookmark;
      readonly isSet: boolean;
    };

/** A tree that was opened, and what is known of it. */
export interface OpenedTree {
  readonly config: Config;
  /** Its `.config`. */
  readonly path: string;
  /** Of the `.config`. */
  readonly warnings?: readonly string[];
  /** The file that the configuration was once made from, to compare with. */
  readonly defconfig?: string | null;
  /** The option whose menu is opened first; else the main menu is. */
  readonly firstOption?: string | null;
  /** Those of the user, from other times. */
  readonly bookmarks?: readonly Bookmark[];
}

/** How changes go back to where the next build starts from. */
export type KeptForm = "fragment" | "defconfig";

export type SlowReply =
  | { readonly type: "tree-progress"; readonly id: string; readonly lines: readonly string[] }
  /** It would take long: may it? */
  | { readonly type: "tree-asks"; readonly id: string; readonly question: string }
  | ({ readonly type: "tree-opened"; readonly id: string } & OpenedTree)
  | { readonly type: "tree-failed"; readonly id: string; readonly why: string }
  | {
      readonly type: "source-checked";
      readonly url: string;
      readonly ref: string;
      readonly finding: SourceFinding;
    }
  | { readonly type: "estimated"; readonly ticket: string; readonly report: CostReport }
  | { readonly type: "estimate-failed"; readonly ticket: string; readonly why: string }
  | { readonly type: "changes-kept"; readonly id: string; readonly text: string }
  | { readonly type: "changes-not-kept"; readonly id: string; readonly why: string }
  | { readonly type: "bookmark-not-kept"; readonly why: string };
