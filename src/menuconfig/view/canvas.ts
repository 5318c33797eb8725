import type { Frame, Hit, Role, Span } from "../frame.js";
import type { Rect } from "../layout.js";
import type { Size } from "../model.js";

/** A sheet of cells to draw on. Whatever falls outside of it is cut off. */
export class Canvas {
  private readonly chars: string[][];
  private readonly roles: Role[][];
  private readonly hits: Hit[] = [];

  constructor(
    readonly size: Size,
    fill: Role,
  ) {
    this.chars = Array.from({ length: size.rows }, () => new Array<string>(size.columns).fill(" "));
    this.roles = Array.from({ length: size.rows }, () => new Array<Role>(size.columns).fill(fill));
  }

  /** Writes text from a cell on; one UTF-16 unit a cell. */
  put(x: number, y: number, text: string, role: Role): void {
    const chars = this.chars[y];
    const roles = this.roles[y];
    if (chars === undefined || roles === undefined) return;
    for (let i = 0; i < text.length; i++) {
      const at = x + i;
      if (at < 0 || at >= this.size.columns) continue;
      chars[at] = text.charAt(i);
      roles[at] = role;
    }
  }

  /** Darkens cells and leaves what stands in them: a shadow. */
  tint(x: number, y: number, width: number, role: Role): void {
    const roles = this.roles[y];
    if (roles === undefined) return;
    for (let at = Math.max(0, x); at < Math.min(x + width, this.size.columns); at++) roles[at] = role;
  }

  /** A frame of lines around an area filled with `role`. */
  box(rect: Rect, role: Role): void {
    const inner = Math.max(0, rect.width - 2);
    const bottom = rect.y + rect.height - 1;
    this.put(rect.x, rect.y, `┌${"─".repeat(inner)}┐`, "border");
    for (let y = rect.y + 1; y < bottom; y++) {
      this.put(rect.x, y, "│", "border");
      this.put(rect.x + 1, y, " ".repeat(inner), role);
      this.put(rect.x + rect.width - 1, y, "│", "border");
    }
    this.put(rect.x, bottom, `└${"─".repeat(inner)}┘`, "border");
  }

  /** Says what a press of the mouse means on a part of a row. */
  hit(hit: Hit): void {
    this.hits.push(hit);
  }

  /** The finished screen. */
  frame(cursor: Frame["cursor"]): Frame {
    return { rows: this.rows(), cursor, hits: this.hits };
  }

  /** The rows as spans of equal role. */
  rows(): Span[][] {
    return this.chars.map((chars, y) => {
      const roles = this.roles[y] ?? [];
      const spans: Span[] = [];
      let from = 0;
      for (let x = 1; x <= chars.length; x++) {
        const role = roles[from];
        if (x < chars.length && roles[x] === role) continue;
        if (role !== undefined) spans.push({ text: chars.slice(from, x).join(""), role });
        from = x;
      }
      return spans;
    });
  }
}
