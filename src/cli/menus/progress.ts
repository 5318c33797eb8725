/** Lines of a running command, some at a time: the screen is not drawn for each. */
export class Progress {
  private lines: string[] = [];
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly tell: (lines: readonly string[]) => void) {}

  add(line: string): void {
    this.lines.push(line);
    this.timer ??= setTimeout(() => this.flush(), 100);
  }

  flush(): void {
    this.end();
    const { lines } = this;
    this.lines = [];
    if (lines.length > 0) this.tell(lines);
  }

  end(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}
