import type { KSymbol } from "kconfig-parser";
import type { Solution, SolveReport } from "kconfig-parser/solve";
import type { HistoryStep } from "./history.js";
import type { Against, Reset } from "./page.js";

/** What the pages of `why`, fixes, differences and the history ask of the world. */
export type KnowsEffect =
  | { readonly type: "undo" }
  | { readonly type: "redo" }
  | { readonly type: "solve"; readonly symbol: KSymbol; readonly value: string }
  /** Ends the search; with `keep` what it has found is still to be shown. */
  | { readonly type: "stop-solving"; readonly keep: boolean }
  | { readonly type: "apply"; readonly solution: Solution; readonly label: string }
  | { readonly type: "reset"; readonly reset: Reset }
  /** Gives a symbol the value that stands behind the `=` of a line; null: takes its value back. */
  | { readonly type: "revert"; readonly symbol: KSymbol; readonly to: string | null }
  /** Reads the file to compare with, where it is one. */
  | { readonly type: "compare"; readonly against: Against };

export type KnowsReply =
  /** All help texts can be searched from now on. */
  | { readonly type: "indexed" }
  /** `step` is null when there was nothing to undo, or to make again. */
  | { readonly type: "stepped"; readonly way: "undo" | "redo"; readonly step: HistoryStep | null }
  | {
      readonly type: "solved";
      readonly symbol: KSymbol;
      readonly value: string;
      readonly report: SolveReport;
    }
  | { readonly type: "applied"; readonly label: string; readonly ok: boolean }
  | { readonly type: "reset-done"; readonly label: string; readonly changed: boolean }
  | { readonly type: "reverted"; readonly symbol: KSymbol; readonly ok: boolean }
  | {
      readonly type: "compared";
      readonly against: Against;
      /** The file by name, with its text; null text when it cannot be read. */
      readonly other: { readonly name: string; readonly text: string | null } | null;
    };

const TYPES: ReadonlySet<string> = new Set<KnowsEffect["type"]>([
  "undo",
  "redo",
  "solve",
  "stop-solving",
  "apply",
  "reset",
  "revert",
  "compare",
]);

export function isKnowsEffect(effect: { readonly type: string }): effect is KnowsEffect {
  return TYPES.has(effect.type);
}
