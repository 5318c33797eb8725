/** The names of tasks: a package's is its own name. */
import { type TaskId, taskId } from "../../scheduler/index.js";

/** No package can be named so: theirs have no spaces. */
export const IMAGE_TASK: TaskId = taskId("image");

export function packageTask(name: string): TaskId {
  return taskId(name);
}
