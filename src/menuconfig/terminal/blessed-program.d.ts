declare module "blessed/lib/program.js" {
  /** What `blessed.program()` is. */
  const program: (options: object) => unknown;
  export default program;
}

declare module "blessed/lib/tput.js" {
  /** What knows the terminal's abilities, as far as it is used. */
  const Tput: {
    readonly prototype: { _compile(this: object, info: object, key: string, text: unknown): unknown };
  };
  export default Tput;
}
