/** Takes the lock, starts a command in a group, says so, and stays. Arguments: the lock, the command's words. */
import { takeLock } from "../../../src/scheduler/lock.js";
import { runInGroup } from "../../../src/scheduler/process-group.js";

const [path = "", file = "", ...args] = process.argv.slice(2);
await takeLock({ path, command: "hold-lock of the test" });
if (file === "") console.log("locked");
else await runInGroup(file, args, { cwd: ".", env: process.env, onLine: (line) => console.log(line) });
setInterval(() => {}, 1_000_000);
