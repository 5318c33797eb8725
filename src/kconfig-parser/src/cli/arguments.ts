import { dialectNames } from "../dialect.js";
import { type ModeName, modeAliases, modeNames, takesFile } from "../modes/names.js";
import type { Mode } from "../modes/run.js";

export interface RunArguments {
  readonly kind: "run";
  readonly mode: Mode;
  /** Null: what the tree looks like. */
  readonly dialect: string | null;
  readonly silent: boolean;
  /** Run no `$(shell …)`. */
  readonly noShell: boolean;
  readonly kconfigFile: string;
  /** What is wrong with options that were passed over: whether that is an error is for the dialect to say. */
  readonly mistakes: readonly string[];
}

export type Arguments =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string }
  | RunArguments;

const optionNames = [
  ...["help", "silent", "dialect", "no-shell"],
  ...modeNames,
  ...Object.keys(modeAliases),
] as const;

class Wrong extends Error {}

/** An option that getopt_long() complains of, and passes over. */
class Mistake extends Error {}

/** Reads the command line of kconf as getopt_long() does: names may be cut, files stand anywhere. */
export function parseArguments(argv: readonly string[]): Arguments {
  try {
    return new Reading(argv).arguments();
  } catch (error) {
    if (error instanceof Wrong) return { kind: "wrong", message: error.message };
    throw error;
  }
}

class Reading {
  private mode: ModeName = "oldaskconfig";
  private file: string | null = null;
  private wantsFile = false;
  private dialect: string | null = null;
  private silent = false;
  private noShell = false;
  private help = false;
  private readonly files: string[] = [];
  private readonly mistakes: string[] = [];
  private next = 0;

  constructor(private readonly argv: readonly string[]) {}

  arguments(): Arguments {
    while (this.next < this.argv.length) this.tryWord(this.argv[this.next++] ?? "");
    if (this.help) return { kind: "help" };
    // `--defconfig FILE Kconfig`, but `--defconfig Kconfig` where the file may be left out.
    if (this.wantsFile && this.files.length > 1) this.file = this.files.shift() ?? null;
    if (this.mode === "savedefconfig" && this.file === null)
      throw new Wrong("option '--savedefconfig' requires an argument");
    const [kconfigFile] = this.files;
    const { mode: name, file, dialect, silent, noShell, mistakes } = this;
    if (kconfigFile === undefined) throw new Wrong([...mistakes, "Kconfig file missing"].join("\nkconf: "));
    return { kind: "run", mode: { name, file }, dialect, silent, noShell, kconfigFile, mistakes };
  }

  private tryWord(word: string): void {
    try {
      this.word(word);
    } catch (error) {
      if (!(error instanceof Mistake)) throw error;
      this.mistakes.push(error.message);
    }
  }

  private word(word: string): void {
    if (word === "--") {
      this.files.push(...this.argv.slice(this.next));
      this.next = this.argv.length;
    } else if (word.startsWith("--")) {
      const equals = word.indexOf("=");
      if (equals < 0) this.option(word, null);
      else this.option(word.slice(0, equals), word.slice(equals + 1));
    } else if (word.startsWith("-") && word !== "-") for (const letter of word.slice(1)) this.letter(letter);
    else this.files.push(word);
  }

  private letter(letter: string): void {
    if (letter === "s") this.silent = true;
    else if (letter === "h") this.help = true;
    else throw new Mistake(`invalid option -- '${letter}'`);
  }

  private option(written: string, value: string | null): void {
    const name = fullName(written);
    if (name === "dialect") {
      this.dialect = value ?? this.argv[this.next++] ?? "";
      if (!dialectNames.includes(this.dialect))
        throw new Wrong(`--dialect: there is no '${this.dialect}': use ${dialectNames.join(", ")}`);
      return;
    }
    const mode = modeAliases[name] ?? modeNames.find((m) => m === name);
    if (value !== null && !(mode && takesFile(mode)))
      throw new Mistake(`option '--${name}' doesn't allow an argument`);
    if (mode !== undefined) {
      this.mode = mode;
      this.file = value;
      this.wantsFile = takesFile(mode) && value === null;
    } else if (name === "silent") this.silent = true;
    else if (name === "no-shell") this.noShell = true;
    else this.help = true;
  }
}

function fullName(written: string): string {
  const name = written.slice(2);
  const possible = optionNames.filter((option) => option.startsWith(name));
  const exact = possible.find((option) => option === name);
  if (exact !== undefined) return exact;
  const [only] = possible;
  if (only === undefined)
    throw new Mistake(`unrecognized option '${written}': the modes are ${modeNames.join(", ")}`);
  if (possible.length > 1)
    throw new Mistake(
      `option '${written}' is ambiguous; possibilities: ${possible.map((p) => `'--${p}'`).join(" ")}`,
    );
  return only;
}
