import { bytesOf, upToNul } from "../byte-text.js";
import type { Location } from "../diagnostics.js";
import { type BuiltIn, builtIns, type FunctionWorld } from "./functions.js";
import { LaterAnswers } from "./later-answers.js";
import { closingParenthesis, MacroError, splitArguments } from "./references.js";

/** How a variable was last assigned: `:=` keeps a value, `=` a text that is expanded at each use. */
interface Variable {
  isSimple: boolean;
  value: string;
  /** How many expansions of it are under way. */
  depth: number;
}

/** Characters in one text. No tree comes near; a function that doubles its argument is stopped here. */
const maximumLength = 1 << 26;

/** References inside each other: `$($($(…` and the like. Three times what the depth of functions allows. */
const maximumNesting = 3000;

/** References followed for one text. Variables that name others twice, level below level, are stopped here. */
const maximumReferences = 1 << 22;

/** Expansions of one user function inside each other; more is taken for endless. The C tools' own limit. */
const maximumDepth = 1000;

/**
 * The macro language of Linux 4.18 and later: variables, user functions, built-in functions and the environment,
 * looked for in this order. Documentation/kbuild/kconfig-macro-language.rst of the kernel describes it.
 */
export class Preprocessor {
  /** The environment variables that were used and set, with their values, in the order of first use. */
  readonly environment = new Map<string, string>();
  private readonly variables = new Map<string, Variable>();
  /** References being followed, one inside the other, and how many there were since the outermost one. */
  private nesting = 0;
  private references = 0;

  /** Answers of commands that what is read does not depend on. */
  readonly later: LaterAnswers;
  private readonly world: FunctionWorld;

  constructor(world: FunctionWorld) {
    const later = new LaterAnswers(world.host, (line) => world.complain(line));
    this.later = later;
    this.world = { ...world, host: { ...world.host, shell: (command) => later.ask(command) } };
  }

  /** Carries out `name operator value`. The old value is gone before `:=` expands the new one, as in C. */
  assign(name: string, operator: string, value: string, at: Location): void {
    const old = this.variables.get(name);
    if (operator === "+=" && old !== undefined) {
      const more = old.isSimple ? this.expand(value, at) : value;
      old.value = `${old.value} ${more}`;
      return;
    }
    const variable = { isSimple: operator === ":=", value: "", depth: old?.depth ?? 0 };
    this.variables.set(name, variable);
    variable.value = variable.isSimple ? this.expand(value, at) : value;
  }

  /**
   * The text with every `$(…)` replaced; any other `$` stands for itself.
   * @throws MacroError when a reference has no end, runs in a circle, or a function refuses its arguments.
   */
  expand(text: string, at: Location, parameters: readonly string[] = noParameters): string {
    let expanded = "";
    let from = 0;
    for (;;) {
      const dollar = text.indexOf("$", from);
      if (dollar === -1) return from === 0 ? text : expanded + text.slice(from);
      if (text.charCodeAt(dollar + 1) !== OPEN) {
        expanded += text.slice(from, dollar + 1);
        from = dollar + 1;
        continue;
      }
      const end = closingParenthesis(text, dollar + 2);
      if (end === -1) throw unterminated(text.slice(dollar + 2), at);
      expanded += text.slice(from, dollar) + this.reference(text.slice(dollar + 2, end), at, parameters);
      if (expanded.length > maximumLength) throw new MacroError(at, "Too deep recursive expansion");
      from = end + 1;
    }
  }

  /** The value of what stands between `$(` and `)`. */
  reference(inner: string, at: Location, parameters: readonly string[] = noParameters): string {
    if (this.nesting === 0) this.references = 0;
    if (++this.references > maximumReferences || this.nesting > maximumNesting)
      throw new MacroError(at, "Too deep recursive expansion");
    this.nesting++;
    try {
      return this.valueOf(inner, at, parameters);
    } finally {
      this.nesting--;
    }
  }

  private valueOf(inner: string, at: Location, parameters: readonly string[]): string {
    const split = splitArguments(inner);
    if (split.length > maximumParts) throw new MacroError(at, "too many function arguments");
    const [name = "", ...given] = split.map((part) => this.later.settled(this.expand(part, at, parameters)));
    if (/^[0-9]+$/.test(name)) {
      const parameter = parameters[Number.parseInt(name, 10) - 1];
      if (parameter !== undefined) return parameter;
    }
    const variable = this.variables.get(name);
    if (variable !== undefined) return this.variable(name, variable, given, at);
    const builtIn = builtIns.get(name);
    if (builtIn !== undefined) return this.call(name, builtIn, given, at);
    return given.length > 0 ? "" : this.fromEnvironment(name);
  }

  private variable(name: string, variable: Variable, given: readonly string[], at: Location): string {
    if (variable.isSimple) return variable.value;
    if (given.length === 0 && variable.depth > 0)
      throw new MacroError(at, `Recursive variable '${name}' references itself (eventually)`);
    if (variable.depth > maximumDepth) throw new MacroError(at, "Too deep recursive expansion");
    variable.depth++;
    try {
      return this.expand(variable.value, at, given);
    } finally {
      variable.depth--;
    }
  }

  private call(name: string, builtIn: BuiltIn, given: readonly string[], at: Location): string {
    if (given.length < builtIn.parameters)
      throw new MacroError(at, `too few function arguments passed to '${name}'`);
    if (given.length > builtIn.parameters)
      throw new MacroError(at, `too many function arguments passed to '${name}'`);
    return builtIn.run(given, at, this.world);
  }

  private fromEnvironment(name: string): string {
    if (name === "") return "";
    const value = this.world.host.env(name);
    if (value === undefined) return "";
    const bytes = bytesOf(value);
    this.environment.set(name, bytes);
    return bytes;
  }
}

const OPEN = 40;
const noParameters: readonly string[] = [];
/** A function's name and 15 arguments: the C tools' limit. */
const maximumParts = 16;

/** For a `$(` whose line ends before its `)`. */
export function unterminated(rest: string, at: Location): MacroError {
  return new MacroError(at, `unterminated reference to '${upToNul(rest)}': missing ')'`);
}
