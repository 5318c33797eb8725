import { Random } from "../support/random.js";
import { condition, literalFor, type Sym, type Type, valueFor } from "./expressions.js";
import type { Language } from "./language.js";
import { macroDefinitions, macroText, macroTri } from "./macros.js";
import { damageText } from "./noise.js";

/** A generated case: Kconfig files by name (latin1), and what conf is run with. */
export interface Case {
  readonly files: Readonly<Record<string, string>>;
  /** The .config to start from, null for none. */
  readonly config: string | null;
  readonly env: Readonly<Record<string, string>>;
  /** What is typed where a mode asks. */
  readonly input: string;
}

/** The case of a seed: always the same one. */
export function generate(seed: number, language: Language): Case {
  return new Writer(new Random(seed), language).write(seed);
}

class Writer {
  private readonly files: Record<string, string> = {};
  private lines: string[] = [];
  private file = "Kconfig";
  private indent = 0;
  private readonly symbols: Sym[] = [];
  private readonly choiceMembers = new Set<string>();
  private next = 0;
  private budget: number;
  /** Whether this tree may have cycles and wrong types; most trees are to be valid, or only errors would be compared. */
  private readonly wild: boolean;

  constructor(
    private readonly random: Random,
    private readonly language: Language,
  ) {
    this.wild = random.chance(10);
    const size = random.weighted<number>([
      [50, 8],
      [40, 25],
      [10, 90],
    ]);
    const count = 2 + random.below(size);
    const types: (readonly [number, Type])[] = [
      [45, "bool"],
      [25, "tristate"],
      [9, "int"],
      [9, "hex"],
      [12, "string"],
    ];
    for (let i = 0; i < count; i++)
      this.symbols.push({ name: this.symbolName(i), type: random.weighted(types), rank: i });
    this.budget = count * 2;
  }

  private symbolName(i: number): string {
    if (this.random.chance(3)) return `${i}X`;
    if (this.random.chance(3)) return `lower_${i}`;
    return `S${i}`;
  }

  write(seed: number): Case {
    const { random, language } = this;
    if (random.chance(70)) this.add(`mainmenu ${this.text("Main")}`);
    if (random.chance(60)) this.modules();
    if (language.macros && random.chance(60)) for (const line of macroDefinitions(random)) this.add(line);
    while (this.next < this.symbols.length && this.budget-- > 0) this.statement(0);
    this.files[this.file] = this.end();
    if (random.chance(12)) {
      const file = random.pick(Object.keys(this.files));
      this.files[file] = damageText(this.files[file] ?? "", random);
    }
    return {
      files: this.files,
      config: random.chance(75) ? this.config() : null,
      env: {
        FUZZ_ENV: random.pick(["env", "y", "two words", ""]),
        KCONFIG_SEED: String(random.pick([seed, 1, 0, 0x7fffffff, 0xfffffff0, seed * 977])),
        ...(random.chance(30)
          ? { KCONFIG_PROBABILITY: random.pick(["10", "50", "90", "20:30", "10:20:30", "60:60", "x"]) }
          : {}),
      },
      input: Array.from({ length: 60 }, () =>
        random.pick([
          "",
          "",
          "",
          "y",
          "n",
          "m",
          "1",
          "2",
          "0x5",
          "10",
          "?",
          "word",
          "yes",
          "N",
          "-4",
          "99999",
        ]),
      ).join("\n"),
    };
  }

  private end(): string {
    const text = `${this.lines.join("\n")}\n`;
    return this.random.chance(5) ? text.trimEnd() : text;
  }

  private add(line: string): void {
    this.lines.push("\t".repeat(this.indent) + line);
    if (this.random.chance(4)) this.lines.push(this.random.pick(["", "# a comment", "\t # indented", "   "]));
  }

  private modules(): void {
    this.add("config MODULES");
    this.add(
      `\t${this.random.pick(['bool "modules"', 'bool "modules"', "def_bool y", "bool", 'tristate "m"'])}`,
    );
    this.add(this.language.optionLines ? "\toption modules" : "\tmodules");
    if (this.random.chance(40)) this.add(`\tdefault ${this.random.pick(["y", "n", "m"])}`);
  }

  private statement(depth: number): void {
    const { random } = this;
    const kind = random.weighted<() => void>([
      [55, () => this.config1("config")],
      [8, () => this.config1("menuconfig")],
      [10, () => this.choice(depth)],
      [6, () => this.comment()],
      [8, () => this.block(depth, () => this.menu(), "endmenu")],
      [9, () => this.block(depth, () => this.add(`if ${this.condition()}`), "endif")],
      [5, () => this.source(depth)],
      [4, () => this.again()],
    ]);
    kind();
  }

  /** The symbols that an expression may name here. */
  private visibleSymbols(rank = this.next): readonly Sym[] {
    if (this.wild && this.random.chance(15)) return this.symbols;
    return this.symbols.slice(0, Math.max(rank, 0));
  }

  private condition(rank?: number): string {
    if (this.language.macros && this.random.chance(6)) return macroTri(this.random);
    return condition(this.visibleSymbols(rank), this.random);
  }

  private maybeIf(rank?: number): string {
    return this.random.chance(35) ? ` if ${this.condition(rank)}` : "";
  }

  private text(base: string): string {
    const { random, language } = this;
    let text = `${base} ${this.next}`;
    if (random.chance(6))
      text += random.pick([
        ' \\"quoted\\"',
        " back\\\\slash",
        " \xfc\xe9",
        " # no comment",
        "  two  spaces",
        " it's",
      ]);
    if (random.chance(2)) text = ` leading ${text}`;
    if (random.chance(1)) text += " long".repeat(200);
    if (language.macros && random.chance(8)) text += ` ${macroText(random)}`;
    if (language.dollarSymbols && random.chance(6) && this.next > 0)
      text += ` $${random.pick(this.symbols.slice(0, this.next)).name}`;
    return random.chance(5) && !text.includes("'") ? `'${text}'` : `"${text}"`;
  }

  private config1(word: string): void {
    const symbol = this.symbols[this.next];
    if (symbol === undefined) return;
    this.declare(word, symbol);
    this.next++;
  }

  private again(): void {
    const earlier = this.symbols
      .slice(0, this.next)
      .filter((s) => !this.choiceMembers.has(s.name) || this.wild);
    if (earlier.length > 0) this.declare("config", this.random.pick(earlier), true);
  }

  private declare(word: string, symbol: Sym, again = false): void {
    const { random } = this;
    this.add(`${word} ${symbol.name}`);
    const options = this.options(symbol, again);
    if (random.chance(25)) options.reverse();
    for (const option of options) this.add(`\t${option}`);
    if (random.chance(12)) this.help();
  }

  private options(symbol: Sym, again: boolean): string[] {
    const { random, language } = this;
    const { type, rank } = symbol;
    if (language.transitions && random.chance(8)) return [type, "transitional"];
    const tri = type === "bool" || type === "tristate";
    const options: string[] = [];
    const shown =
      this.wild && random.chance(10) ? random.pick<Type>(["bool", "tristate", "int", "hex", "string"]) : type;
    if (!again || random.chance(40)) {
      if (tri && random.chance(15))
        options.push(
          `def_${shown === "tristate" ? "tristate" : "bool"} ${this.value(symbol)}${this.maybeIf(rank)}`,
        );
      else if (random.chance(60)) options.push(`${shown} ${this.text(shown)}${this.maybeIf(rank)}`);
      else options.push(shown);
    }
    if (random.chance(15)) options.push(`prompt ${this.text("prompt")}${this.maybeIf(rank)}`);
    for (let n = random.pick([0, 0, 1, 1, 2, 3]); n > 0; n--)
      options.push(`default ${this.value(symbol)}${this.maybeIf(rank)}`);
    for (let n = random.pick([0, 0, 0, 1, 1, 2]); n > 0; n--)
      options.push(`depends on ${this.condition(rank)}${language.transitions ? this.maybeIf(rank) : ""}`);
    if (tri) {
      for (const reverse of ["select", "imply"])
        for (let n = random.pick([0, 0, 0, 0, 1, 2]); n > 0; n--) {
          // A symbol selects later ones only, or depending back on it would be a cycle.
          const targets = this.wild
            ? this.symbols
            : this.symbols.filter((s) => s.rank > rank && s.type !== "string");
          if (targets.length > 0)
            options.push(
              `${reverse} ${random.chance(3) ? "NOBODY" : random.pick(targets).name}${this.maybeIf(rank)}`,
            );
        }
    }
    if ((type === "int" || type === "hex") && random.chance(50))
      for (let n = random.pick([1, 1, 2]); n > 0; n--)
        options.push(`range ${this.bound(symbol)} ${this.bound(symbol)}${this.maybeIf(rank)}`);
    if (this.wild && random.chance(5))
      options.push(
        random.pick(["range 1 5", "select S1", "optional", "visible if y", "modules", "bogus", "depends S1"]),
      );
    if (language.optionLines && random.chance(4))
      options.push(
        random.pick([
          "option allnoconfig_y",
          'option env="FUZZ_ENV"',
          "option defconfig_list",
          "option nothing",
        ]),
      );
    return options;
  }

  private value(symbol: Sym): string {
    const { random } = this;
    const same = this.visibleSymbols(symbol.rank).filter((s) => s.type === symbol.type);
    if (this.language.macros && random.chance(5)) return `"${macroText(random)}"`;
    if ((symbol.type === "bool" || symbol.type === "tristate") && random.chance(35))
      return this.condition(symbol.rank);
    return same.length > 0 && random.chance(20) ? random.pick(same).name : literalFor(symbol.type, random);
  }

  private bound(symbol: Sym): string {
    const numbers = this.visibleSymbols(symbol.rank).filter((s) => s.type === symbol.type);
    return numbers.length > 0 && this.random.chance(25)
      ? this.random.pick(numbers).name
      : valueFor(symbol.type, this.random) || "0";
  }

  private help(): void {
    const { random } = this;
    this.add(`\t${this.language.dashedHelp && random.chance(50) ? "---help---" : "help"}`);
    if (random.chance(5)) return;
    for (let n = 1 + random.below(3); n > 0; n--)
      this.add(
        `\t  ${random.pick(["Some help.", "config LOOKS_LIKE", "  deeper", "", "odd \xff\xfe bytes", "trailing  \t"])}`,
      );
  }

  private comment(): void {
    this.add(`comment ${this.text("comment")}`);
    if (this.random.chance(50)) this.add(`\tdepends on ${this.condition()}`);
  }

  private menu(): void {
    this.add(`menu ${this.text("menu")}`);
    if (this.random.chance(30)) this.add(`\tdepends on ${this.condition()}`);
    if (this.random.chance(30)) this.add(`\tvisible if ${this.condition()}`);
  }

  private block(depth: number, open: () => void, close: string): void {
    open();
    if (this.random.chance(20)) this.indent++;
    const kept = this.indent;
    for (let n = this.random.below(4); n > 0 && depth < 12 && this.budget-- > 0; n--)
      this.statement(depth + 1);
    this.indent = Math.max(0, kept);
    this.add(close + (this.random.chance(5) ? " # of it" : ""));
    this.indent = Math.max(0, kept - (kept > 0 ? 1 : 0));
  }

  private choice(depth: number): void {
    const { random, language } = this;
    const tri = language.richChoices && random.chance(25);
    this.add(
      `choice${language.richChoices && random.chance(15) ? ` ${random.pick(["CH", `CH${this.next}`])}` : ""}`,
    );
    if (random.chance(85)) this.add(`\tprompt ${this.text("choose")}${this.maybeIf()}`);
    if (tri) this.add("\ttristate");
    else if (random.chance(30)) this.add("\tbool");
    if (language.richChoices && random.chance(15)) this.add("\toptional");
    if (random.chance(30)) this.add(`\tdepends on ${this.condition()}`);
    const members = this.symbols.slice(this.next, this.next + 1 + random.below(4));
    for (let n = random.pick([0, 0, 1, 2]); n > 0; n--)
      this.add(
        `\tdefault ${(random.chance(90) ? random.pick(members.length > 0 ? members : this.symbols) : random.pick(this.symbols)).name}${this.maybeIf()}`,
      );
    if (random.chance(10)) this.help();
    const closed: string[] = [];
    for (const { name } of members) {
      if (random.chance(8)) {
        this.add(`if ${this.condition()}`);
        closed.push("endif");
      }
      if (random.chance(5)) this.comment();
      this.member(name, tri ? "tristate" : "bool");
      this.next++;
      if (closed.length > 0 && random.chance(50)) this.add(closed.pop() ?? "");
    }
    while (closed.length > 0) this.add(closed.pop() ?? "");
    if (language.sourceInChoice && random.chance(3)) this.source(depth);
    if (this.wild && random.chance(10)) this.statement(depth + 1);
    this.add("endchoice");
  }

  private member(name: string, type: Type): void {
    const { random } = this;
    this.choiceMembers.add(name);
    this.add(`config ${name}`);
    this.add(`\t${type}${random.chance(92) ? ` ${this.text("member")}${this.maybeIf()}` : ""}`);
    if (random.chance(20)) this.add(`\tdepends on ${this.condition()}`);
    if (random.chance(8)) this.add(`\tdefault ${random.pick(["y", "n", "m"])}`);
    const later = this.symbols.filter((s) => s.rank > this.next + 4);
    if (random.chance(10) && later.length > 0)
      this.add(`\tselect ${random.pick(later).name}${this.maybeIf()}`);
  }

  private source(depth: number): void {
    const { random } = this;
    if (Object.keys(this.files).length > 6) return;
    const name =
      this.wild && random.chance(10)
        ? random.pick(["Kconfig", "missing", "."])
        : `Kconfig.${Object.keys(this.files).length}.${this.next}`;
    this.add(`source ${random.chance(90) ? `"${name}"` : name}`);
    if (!name.startsWith("Kconfig.")) return;
    const outer = { lines: this.lines, file: this.file, indent: this.indent };
    this.files[outer.file] = "";
    this.lines = [];
    this.file = name;
    this.indent = 0;
    for (let n = random.below(5); n > 0 && this.budget-- > 0; n--) this.statement(depth + 1);
    this.files[name] = this.end();
    ({ lines: this.lines, file: this.file, indent: this.indent } = outer);
    // One file may be read twice, in C's tools up to 2025.
    if (random.chance(4)) this.add(`source "${name}"`);
  }

  private config(): string {
    const { random, language } = this;
    const lines: string[] = random.chance(50) ? ["#", "# a heading", "#"] : [];
    for (const { name, type } of this.symbols) {
      if (random.chance(40)) continue;
      lines.push(this.setting(name, type));
      if (random.chance(3))
        lines.push(this.setting(name, random.pick<Type>(["bool", "tristate", "int", "hex", "string"])));
    }
    if (random.chance(40)) lines.push(this.setting("MODULES", "bool"));
    if (random.chance(10))
      lines.push(
        random.pick([
          `${language.prefix}NOBODY=y`,
          "garbage",
          "=",
          `# ${language.prefix}NOBODY is not set`,
          `${language.prefix}S1`,
          `\xff`,
          `# ${language.prefix}S1 is not set at all`,
        ]),
      );
    const text = `${lines.join(random.chance(4) ? "\r\n" : "\n")}\n`;
    return random.chance(5) ? text.slice(0, random.below(text.length)) : text;
  }

  private setting(name: string, type: Type): string {
    const { random, language } = this;
    const value = valueFor(type, random);
    if ((type === "bool" || type === "tristate") && value === "n" && random.chance(90))
      return `# ${language.prefix}${name} is not set`;
    const quoted = type === "string" ? !random.chance(3) : random.chance(2);
    return `${language.prefix}${name}=${quoted ? `"${value}"` : value}`;
  }
}
