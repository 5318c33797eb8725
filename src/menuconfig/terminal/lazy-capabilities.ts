import Tput from "blessed/lib/tput.js";

const { prototype } = Tput;
const compileNow = prototype._compile;

/**
 * A terminal can some three hundred things, each a text that blessed makes a function of; a few are ever used, and most
 * of the time that the terminal takes to be opened went into making the others. So each is made when it is first called.
 */
prototype._compile = function (info, key, text) {
  // Files are named there, which blessed reads at once.
  if (typeof text !== "string" || text === "" || key.endsWith("_file"))
    return compileNow.call(this, info, key, text);
  let compiled: unknown;
  return (...parameters: unknown[]): unknown => {
    compiled ??= compileNow.call(this, info, key, text);
    return typeof compiled === "function" ? compiled.apply(this, parameters) : compiled;
  };
};
