import type { Case } from "../case.js";
import type { Assignment, Report } from "./messages.js";
import { compareRemembering } from "./remembered.js";

/** Compares the cases that the leading process names, until it hangs up. */
export function follow(cases: readonly Case[]): void {
  const tell = (report: Report) => process.send?.(report);
  process.on("message", ({ index }: Assignment) =>
    tell({ kind: "done", differences: compared(cases[index]) }),
  );
  process.on("disconnect", () => process.exit());
  tell({ kind: "ready" });
}

function compared(one: Case | undefined): string[] {
  try {
    return one === undefined ? ["no such case"] : compareRemembering(one);
  } catch (error) {
    return [`could not be compared: ${error instanceof Error ? error.stack : String(error)}`];
  }
}
