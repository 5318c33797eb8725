/** Whole numbers below a limit, each at most once, the smallest first. A binary heap. */
export class Queue {
  private readonly heap: number[] = [];
  private readonly waiting: Uint8Array;

  constructor(limit: number) {
    this.waiting = new Uint8Array(limit);
  }

  /** Adds a number unless it waits already. */
  add(item: number): void {
    if (this.waiting[item] === 1) return;
    this.waiting[item] = 1;
    const { heap } = this;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent] ?? 0;
      if (above <= item) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = item;
  }

  /** Takes the smallest, -1 when there is none. */
  take(): number {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined) return -1;
    this.waiting[first] = 0;
    const { length } = heap;
    if (length === 0) return first;
    let at = 0;
    for (let child = 1; child < length; child = 2 * at + 1) {
      if (child + 1 < length && (heap[child + 1] ?? 0) < (heap[child] ?? 0)) child++;
      const below = heap[child] ?? 0;
      if (below >= last) break;
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
    return first;
  }
}
