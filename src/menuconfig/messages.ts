import type { KSymbol, Tri } from "kconfig-parser";
import type { KeepOffer } from "./files.js";
import type { Key, Mouse } from "./keys.js";
import type { KnowsEffect, KnowsReply } from "./knows.js";
import type { MergeReport } from "./merge.js";
import type { Size } from "./model.js";
import type { SlowEffect, SlowReply } from "./slow.js";

export type Edit =
  | { readonly kind: "tri"; readonly symbol: KSymbol; readonly value: Tri }
  | { readonly kind: "yes"; readonly symbol: KSymbol }
  /** `symbol` out of the values of `choice`. */
  | { readonly kind: "choose"; readonly symbol: KSymbol; readonly choice: KSymbol }
  | { readonly kind: "toggle"; readonly symbol: KSymbol }
  | { readonly kind: "string"; readonly symbol: KSymbol; readonly text: string };

/** How the menus end; `saved` is what the last word on the screen says. */
export type Outcome = "unchanged" | "saved" | "discarded";

export type Effect =
  | { readonly type: "edit"; readonly edit: Edit }
  | {
      readonly type: "save";
      readonly tree: string;
      readonly path: string;
      readonly force: boolean;
      readonly leave: boolean;
    }
  /** Writes what was saved to where the next build starts from. */
  | {
      readonly type: "keep-saved";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly also: string;
    }
  | { readonly type: "merge"; readonly tree: string; readonly path: string; readonly leave: boolean }
  | { readonly type: "load"; readonly path: string }
  | { readonly type: "search"; readonly pattern: string }
  | { readonly type: "suspend" }
  | { readonly type: "quit"; readonly outcome: Outcome }
  | KnowsEffect
  | SlowEffect;

export type Message =
  | { readonly type: "key"; readonly key: Key }
  | { readonly type: "mouse"; readonly mouse: Mouse }
  | { readonly type: "resize"; readonly size: Size }
  | { readonly type: "only-module" }
  | {
      readonly type: "saved";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly also: string;
      readonly offer: KeepOffer | null;
    }
  | {
      readonly type: "kept-saved";
      readonly tree: string;
      readonly leave: boolean;
      readonly also: string;
      /** What was written, or why not. */
      readonly text: string;
    }
  | {
      readonly type: "save-failed";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly why: string;
    }
  | {
      readonly type: "save-conflict";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly conflict: "changed" | "exists";
      /** What the file says and what would be written over it, as lines of a diff. */
      readonly diff: readonly string[];
    }
  | {
      readonly type: "merged";
      readonly tree: string;
      readonly path: string;
      readonly leave: boolean;
      readonly merge: MergeReport;
    }
  | { readonly type: "merge-failed"; readonly path: string; readonly why: string }
  | { readonly type: "loaded"; readonly path: string; readonly warnings: readonly string[] }
  | { readonly type: "load-failed"; readonly path: string; readonly why: string }
  | { readonly type: "found"; readonly pattern: string; readonly symbols: readonly KSymbol[] }
  | { readonly type: "bad-pattern"; readonly pattern: string; readonly why: string }
  | KnowsReply
  | SlowReply;
