// Prints "N passed, N failed, N skipped" from vitest's JSON report, and exits with 1 unless everything that ran passed.
// A file that could not even be loaded has no tests to count: it counts as one failure.
import { readFileSync } from "node:fs";

const [file] = process.argv.slice(2);
let report;
try {
  report = JSON.parse(readFileSync(file, "utf8"));
} catch {
  console.log("0 passed, 1 failed, 0 skipped");
  process.exit(1);
}
const unloadable = report.testResults.filter(
  (suite) => suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed"),
).length;
const passed = report.numPassedTests;
const failed = report.numFailedTests + unloadable;
const skipped = report.numPendingTests + (report.numTodoTests ?? 0);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
