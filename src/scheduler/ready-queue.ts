/** Tasks that may start now, the most urgent first; a pool that is full keeps only its own waiting. Pure. */

interface Entry {
  readonly place: number;
  readonly urgency: number;
}

/** More urgent first; in the order of the graph among equals, so that runs are repeatable. */
function before(a: Entry, b: Entry): boolean {
  return a.urgency > b.urgency || (a.urgency === b.urgency && a.place < b.place);
}

/** A binary heap. */
class Heap {
  readonly #entries: Entry[] = [];

  get first(): Entry | undefined {
    return this.#entries[0];
  }

  push(entry: Entry): void {
    const heap = this.#entries;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (!parent || !before(entry, parent)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = entry;
  }

  pop(): Entry | undefined {
    const heap = this.#entries;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || !last) return first;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const down = left && right && before(right, left) ? right : left;
      if (!down || !before(down, last)) break;
      heap[at] = down;
      at = 2 * at + (down === left ? 1 : 2);
    }
    heap[at] = last;
    return first;
  }
}

/** A task of no pool has the pool "", which has no bound. */
export class ReadyQueue {
  readonly #heaps = new Map<string, Heap>();
  readonly #used = new Map<string, number>();

  constructor(private readonly depthOf: (pool: string) => number) {}

  add(pool: string, place: number, urgency: number): void {
    const heap = this.#heaps.get(pool) ?? new Heap();
    this.#heaps.set(pool, heap);
    heap.push({ place, urgency });
  }

  /** The most urgent task for which its pool has room, or null. */
  peek(): { readonly place: number; readonly urgency: number } | null {
    return this.#best()?.first ?? null;
  }

  /** Takes the task that `peek` showed; its pool is used until `release`. */
  take(pool: string): void {
    this.#best()?.pop();
    this.#used.set(pool, (this.#used.get(pool) ?? 0) + 1);
  }

  release(pool: string): void {
    this.#used.set(pool, (this.#used.get(pool) ?? 0) - 1);
  }

  #best(): Heap | null {
    let best: Heap | null = null;
    for (const [pool, heap] of this.#heaps) {
      if (!heap.first || (this.#used.get(pool) ?? 0) >= this.depthOf(pool)) continue;
      if (!best?.first || before(heap.first, best.first)) best = heap;
    }
    return best;
  }
}
