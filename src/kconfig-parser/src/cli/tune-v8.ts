/**
 * Before work that takes a quarter of a second: V8 makes optimized code of what has been busy for a while, on another
 * thread, and for this little to make it costs more than it gains. What runs on for seconds still gets it. V8 12 (Node
 * 22) counts otherwise and has no such flag.
 */
export function tuneV8(): void {
  if (Number.parseInt(process.versions.v8, 10) >= 12) return;
  process.getBuiltinModule("node:v8").setFlagsFromString("--interrupt-budget=500000");
}
