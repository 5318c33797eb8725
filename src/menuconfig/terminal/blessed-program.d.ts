declare module "blessed/lib/program.js" {
  /** What `blessed.program()` is. */
  const program: (options: object) => unknown;
  export default program;
}
