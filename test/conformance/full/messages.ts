/** What a worker tells: ready at first, and after each case what differed in it. */
export type Report = { readonly kind: "ready" } | { readonly kind: "done"; readonly differences: string[] };

/** What a worker is told: the case to compare next. */
export interface Assignment {
  readonly index: number;
}
