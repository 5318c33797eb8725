/** What the long programs of the tests (`npm run fuzz` and others) have in common: how they are called. */

/** What a command line asks for. */
export type Parsed<Options> =
  | { readonly kind: "run"; readonly options: Options }
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string };

interface Command<Options> {
  /** As `npm run` knows it. */
  readonly name: string;
  readonly usage: string;
  readonly parseOptions: (argv: readonly string[]) => Parsed<Options>;
  readonly run: (options: Options) => number | Promise<number>;
}

/** Runs what this process was called for; gives its exit status, 2 for a wrong command line. */
export async function runCommand<Options>({
  name,
  usage,
  parseOptions,
  run,
}: Command<Options>): Promise<number> {
  const parsed = parseOptions(process.argv.slice(2));
  switch (parsed.kind) {
    case "run":
      return run(parsed.options);
    case "help":
      process.stdout.write(usage);
      return 0;
    case "wrong":
      process.stderr.write(`${name}: ${parsed.message}: see --help\n`);
      return 2;
  }
}
