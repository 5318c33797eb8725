export { applySolution } from "./apply.js";
export type { Change, Reason, RequestReport, SideEffect, Solution, SolveReport } from "./report.js";
export { type SolveOptions, solve, solveInSteps } from "./solve.js";
export { solveText } from "./solve-text.js";
