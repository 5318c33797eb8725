/** Finds the least memory with which a machine does what it should. Pure but for what it is given to try. */

export interface FloorStep {
  readonly megabytes: number;
  readonly works: boolean;
  /** Seconds to the heartbeat, or what became of the machine instead. */
  readonly detail: string;
}

export interface MemoryFloor {
  /** Null: not even the most was enough. */
  readonly megabytes: number | null;
  /** The floor is not lower than this many below it. */
  readonly grain: number;
  /** In the order in which they were tried. */
  readonly steps: readonly FloorStep[];
}

/**
 * Halves what is left between too little and enough: what works with some memory is taken to work with more. No memory
 * at all is known to be too little.
 */
export async function findMemoryFloor(
  most: number,
  grain: number,
  attempt: (megabytes: number) => Promise<Omit<FloorStep, "megabytes">>,
): Promise<MemoryFloor> {
  const steps: FloorStep[] = [];
  const works = async (megabytes: number): Promise<boolean> => {
    const step = { megabytes, ...(await attempt(megabytes)) };
    steps.push(step);
    return step.works;
  };
  if (!(await works(most))) return { megabytes: null, grain, steps };
  let enough = most;
  let tooLittle = 0;
  for (;;) {
    const middle = Math.round((enough + tooLittle) / 2 / grain) * grain;
    if (middle <= tooLittle || middle >= enough) return { megabytes: enough, grain, steps };
    if (await works(middle)) enough = middle;
    else tooLittle = middle;
  }
}
