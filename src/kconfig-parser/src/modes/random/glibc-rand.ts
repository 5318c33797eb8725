/**
 * srand() and rand() of the GNU C library (its TYPE_3 generator), so that a seed gives the numbers that it gives
 * to the C programs. Source: the published recurrence r[i] = r[i-3] + r[i-31]; checked against the library.
 */
export class GlibcRand {
  private readonly state = new Int32Array(31);
  private front = 3;
  private rear = 0;

  /** `seed` counts modulo 2^32; 0 is taken as 1. */
  constructor(seed: number) {
    const { state } = this;
    let word = seed | 0 || 1;
    for (let i = 0; i < 31; i++) {
      state[i] = word;
      // 16807 * word modulo 2^31 - 1, without overflow, and kept positive (Schrage).
      const high = Math.trunc(word / 127773);
      word = 16807 * (word - high * 127773) - 2836 * high;
      if (word < 0) word += 2147483647;
    }
    for (let i = 0; i < 310; i++) this.next();
  }

  /** The next number, from 0 to 2^31 - 1. */
  next(): number {
    const { state, front, rear } = this;
    const sum = ((state[front] ?? 0) + (state[rear] ?? 0)) | 0;
    state[front] = sum;
    this.front = (front + 1) % 31;
    this.rear = (rear + 1) % 31;
    return sum >>> 1;
  }

  /** The next number modulo `limit`. */
  below(limit: number): number {
    return this.next() % limit;
  }
}
