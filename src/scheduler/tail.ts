/** The last lines of an output, for the end of a failure. */
export class Tail {
  #lines: string[] = [];

  constructor(private readonly most = 20) {}

  add(line: string): void {
    this.#lines.push(line);
    // Cut rarely: an output of millions of lines must not cost a copy each.
    if (this.#lines.length >= 2 * this.most) this.#lines = this.#lines.slice(-this.most);
  }

  lines(): readonly string[] {
    return this.#lines.slice(-this.most);
  }
}
