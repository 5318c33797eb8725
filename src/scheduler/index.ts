export type { RunResult, TaskEvent } from "./events.js";
export { orderTasks } from "./order.js";
export { type RunOptions, runTasks } from "./run.js";
export { type Need, type Task, type TaskId, taskId } from "./task.js";
