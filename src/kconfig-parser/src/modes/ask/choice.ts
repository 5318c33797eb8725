import { choose } from "../../eval/assign.js";
import { Failure } from "../../io.js";
import type { MenuNode } from "../../model/menu.js";
import type { KSymbol } from "../../model/symbol.js";
import { MOD, YES } from "../../model/tri.js";
import { type Asker, hasAnswer, stripped } from "./asker.js";
import { isShown } from "./is-shown.js";

/**
 * Asks for the value of a choice. True when all below it was asked as well; false when it has no single value
 * and its members are to be asked one by one. C: conf_choice().
 */
export function askChoice(asker: Asker, node: MenuNode, choice: KSymbol): boolean {
  const { config } = asker;
  const isNew = !hasAnswer(config, choice);
  if (config.tree.dialect.values.choices === "symbol") {
    const isAsked = config.isChangeable(choice);
    if (isAsked) asker.askTri(node, choice);
    const value = config.triValue(choice);
    if (value === MOD && !isAsked) asker.line(`${node.prompt ?? ""}\n`);
    if (value !== YES) return value !== MOD;
  }
  for (;;) {
    const members = printMembers(asker, node, choice);
    const answer = pick(asker, node, members, isNew);
    if (answer === null) continue;
    const [chosen, wantsHelp] = answer;
    if (wantsHelp) {
      asker.help(chosen);
      continue;
    }
    if (chosen.symbol) choose(config, choice, chosen.symbol);
    asker.terminal.accepted();
    asker.indent += 2;
    for (const child of chosen.children) asker.walk(child);
    asker.indent -= 2;
    return true;
  }
}

interface Members {
  readonly nodes: readonly MenuNode[];
  /** Counted from 1; 0 when none is selected. */
  readonly selected: number;
}

function printMembers(asker: Asker, node: MenuNode, choice: KSymbol): Members {
  const { config, terminal } = asker;
  asker.line(`${node.prompt ?? ""}\n`);
  const selection = config.choiceSelection(choice);
  const nodes: MenuNode[] = [];
  let selected = 0;
  for (const child of node.children) {
    if (!isShown(config, child)) continue;
    const { symbol } = child;
    if (symbol === null) {
      asker.line(`* ${child.prompt ?? ""}\n`);
      continue;
    }
    nodes.push(child);
    if (symbol === selection) selected = nodes.length;
    asker.line(`${symbol === selection ? ">" : " "} ${nodes.length}. ${child.prompt ?? ""}`);
    if (symbol.name !== null) terminal.print(` (${symbol.name})`);
    terminal.print(config.hasUserValue(symbol) ? "\n" : " (NEW)\n");
  }
  return { nodes, selected };
}

/** The member picked and whether its help is wanted; null to ask again. */
function pick(asker: Asker, node: MenuNode, members: Members, isNew: boolean): [MenuNode, boolean] | null {
  const { nodes, selected } = members;
  const member = (number: number, wantsHelp = false): [MenuNode, boolean] | null => {
    const found = nodes[number - 1];
    return found ? [found, wantsHelp] : null;
  };
  asker.line("choice");
  if (nodes.length === 1) {
    asker.terminal.print("[1]: 1\n");
    return member(1);
  }
  asker.terminal.print(`[1-${nodes.length}?]: `);
  if (!asker.puts(!isNew)) {
    asker.terminal.print(`${selected}\n`);
    const chosen = member(selected);
    // C prints the same question for ever.
    if (chosen === null) throw new Failure(nothingToChoose(node));
    return chosen;
  }
  const answer = stripped(asker.terminal.answer(""));
  if (answer.startsWith("?")) {
    asker.help(node);
    return null;
  }
  if (answer === "") return member(selected);
  const digits = /^[0-9]+/.exec(answer)?.[0];
  return digits === undefined ? null : member(Number(digits), answer.endsWith("?"));
}

function nothingToChoose({ prompt, location }: MenuNode): string {
  return `${location.file}:${location.line}: choice '${prompt ?? ""}': none of its values can be chosen: give one a prompt that can be seen\n`;
}
