import { nodeHost } from "../host.js";
import { type CommandIo, Failure } from "../io.js";
import { diffText } from "../merge/diff-configs.js";

const usage = `Usage: kconf diff [-m] [OLD NEW]

Compares two configurations: -NAME VALUE is gone, +NAME VALUE is new, NAME OLD -> NEW changed.
Without files: .config.old and .config.

  -m          what changed and what is new, as lines of a configuration
  -h, --help  this text

Environment: CONFIG_ is the prefix of names (default: CONFIG_; may be empty, as in Buildroot).
Exit status: 0 done, whether they differ or not; 1 a file that cannot be read, or wrong arguments.
`;

/** `kconf diff`: what the kernel's diffconfig does. */
export function diff(argv: readonly string[], io: CommandIo): number {
  if (argv.includes("-h") || argv.includes("--help")) {
    io.out(usage);
    return 0;
  }
  const asFragment = argv[0] === "-m";
  const files = asFragment ? argv.slice(1) : argv;
  if ((files.length !== 0 && files.length !== 2) || files.some((f) => f.startsWith("-"))) {
    io.err(`kconf diff: two files are needed, or none\n${usage}`);
    return 1;
  }
  const [before = ".config.old", after = ".config"] = files;
  const host = nodeHost(io.cwd, io.env);
  const read = (file: string): string => {
    const text = host.readFile(file);
    if (text === null) throw new Failure(`kconf diff: ${file}: it cannot be read: name a configuration\n`);
    return text;
  };
  try {
    io.out(diffText(read(before), read(after), io.env.CONFIG_ ?? "CONFIG_", asFragment));
    return 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    io.err(error.message);
    return 1;
  }
}
