/**
 * Before work that takes a quarter of a second: V8 makes optimized code of what has been busy for a while, on another
 * thread, and for this little to make it costs more than it gains. What runs on for seconds still gets it. A version of
 * V8 that has no such flag ignores it.
 */
export function tuneV8(): void {
  process.getBuiltinModule("node:v8").setFlagsFromString("--interrupt-budget=1000000");
}
