/**
 * Waits for the lock, adds one to the number in a file (in a way that loses numbers when two do it at once), and gives
 * the lock back, or is killed with it. Arguments: the lock, the file, `release` or `die`.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { takeLock } from "../../../src/scheduler/lock.js";

const [path = "", file = "", end = ""] = process.argv.slice(2);
const lock = await takeLock({ path, command: "count", wait: () => {} });
const count = Number(readFileSync(file, "utf8"));
writeFileSync(`${file}.inside`, "", { flag: "wx" });
await new Promise((resolve) => setImmediate(resolve));
rmSync(`${file}.inside`);
writeFileSync(file, String(count + 1));
if (end === "die") process.kill(process.pid, "SIGKILL");
await lock.release();
