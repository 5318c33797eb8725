import { Config, type KSymbol, setTri, triAllowed } from "kconfig-parser";

/** Symbols computed between two places to stop at. */
const PIECE = 64;
/** Changes made, of options from all over the tree. */
const CHANGES = 48;

/**
 * Computes and changes values in a copy of a configuration that is then dropped. The first change that a program makes
 * is by far its slowest, since V8 has not seen that code yet: the user's is not to be the first. Stops wherever it
 * yields.
 */
export function* rehearse(config: Config): Generator<undefined, void, undefined> {
  const { table } = config.tree;
  const symbols = [...table.all].filter((symbol) => !symbol.isConst);
  const copy = new Config(config.tree, config.user.clone());
  for (const [n, symbol] of symbols.entries()) {
    copy.triValue(symbol);
    if (n % PIECE === 0) yield;
  }
  // What nearly all values hang on would be longer than a piece.
  const options = symbols.filter((symbol) => symbol !== table.modules && copy.isChangeable(symbol));
  const distance = Math.max(1, Math.floor(options.length / CHANGES));
  for (let n = 0; n < options.length; n += distance) {
    const option = options[n];
    if (option !== undefined) change(copy, option);
    yield;
  }
}

function change(config: Config, symbol: KSymbol): void {
  const old = config.triValue(symbol);
  const other = ([2, 0, 1] as const).find((value) => value !== old && triAllowed(config, symbol, value));
  if (other === undefined) return;
  setTri(config, symbol, other);
  setTri(config, symbol, old);
}
