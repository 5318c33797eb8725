/** Child processes that do what the test says, when it says so: no test needs to sleep. */
import { execa } from "execa";

export interface Child {
  readonly name: string;
  /** Lets the process exit with this code. */
  readonly exit: (code: number) => void;
}

/** Says its name when it runs, and exits with the code that it is told. */
const script = 'echo "$1"; read -r code && exit "$code"';

export class Children {
  /** Processes that were started and have not ended, and the most there were at once. */
  live = 0;
  most = 0;
  readonly #ready: Child[] = [];
  #spawned = 0;
  #seen = 0;
  #wake: () => void = () => {};

  /** As the work of a task: resolves for exit code 0, else rejects. The signal ends the process. */
  async run(name: string, signal: AbortSignal): Promise<void> {
    this.#spawned++;
    this.most = Math.max(this.most, ++this.live);
    try {
      const process = execa("sh", ["-c", script, "sh", name], { cancelSignal: signal });
      process.stdout.once("data", () => {
        this.#ready.push({ name, exit: (code) => process.stdin.end(`${code}\n`) });
        this.#wake();
      });
      await process;
    } finally {
      this.live--;
    }
  }

  /** There are children of which `next` has not told yet. */
  get coming(): boolean {
    return this.#spawned > this.#seen;
  }

  /** The next child that runs. */
  async next(): Promise<Child> {
    for (;;) {
      const child = this.#ready.shift();
      if (child) {
        this.#seen++;
        return child;
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** The next so many, by name. */
  async several(count: number): Promise<ReadonlyMap<string, Child>> {
    const children = new Map<string, Child>();
    while (children.size < count) {
      const child = await this.next();
      children.set(child.name, child);
    }
    return children;
  }
}
