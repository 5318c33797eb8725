/** What a cell is, not how it looks: themes give the looks. */
export type Role =
  | "screen"
  | "shadow"
  | "dialog"
  | "border"
  | "title"
  | "item"
  | "item-key"
  | "selected"
  | "selected-key"
  | "button"
  | "button-key"
  | "active"
  | "active-key"
  | "field"
  | "arrow"
  /** What stands in the way, what holds, what leads somewhere else, what matters less. */
  | "bad"
  | "good"
  | "link"
  | "dim";

/** Neighbouring cells of one role. Every UTF-16 unit of `text` is one cell. */
export interface Span {
  readonly text: string;
  readonly role: Role;
}

/** What a press of the mouse means on an area of the screen: a row of the list on it, or a button. */
export interface Hit {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** "crumb": a menu of the path; "tree": the name of one. */
  readonly on: "row" | "button" | "crumb" | "tree";
  /** Which row of the list, which button, menu or tree, from 0; the main menu is -1 of the path. */
  readonly index: number;
}

/** One whole screen: as many rows as the terminal has, each as wide as it is, and where the hardware cursor stands. */
export interface Frame {
  readonly rows: readonly (readonly Span[])[];
  /** Column and row, from 0. On the selected row, so that screen readers and magnifiers follow it. */
  readonly cursor: { readonly x: number; readonly y: number };
  /** Where the mouse can press; of two that overlap the later one counts. */
  readonly hits: readonly Hit[];
}
