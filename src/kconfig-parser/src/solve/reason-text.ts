import type { Location } from "../diagnostics.js";
import { wrap } from "../explain/text.js";
import type { Reason } from "./report.js";

/** Reasons as indented lines, what is behind each under it. */
export function reasonLines(reasons: readonly Reason[], column: number): string[] {
  return reasons.flatMap((reason) => [
    ...wrap(reasonText(reason), column),
    ...("because" in reason && always(reason) === null
      ? reasonLines(reason.because, Math.min(column + 2, 20))
      : []),
  ]);
}

/** A symbol whose default is a constant, which is all that there is to say. */
function always(reason: Reason): string | null {
  if (reason.kind !== "no-prompt") return null;
  const [only, more] = reason.because;
  return only?.kind === "constant" && more === undefined ? only.text : null;
}

function at(location: Location | null): string {
  return location ? ` (${location.file}:${location.line})` : "";
}

function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case "not-a-value":
      return `"${reason.value}" is no value for ${reason.symbol}, which is of type ${reason.type}`;
    case "range":
      return `${reason.value} is outside the range of ${reason.symbol}: ${reason.min} to ${reason.max}${at(reason.location)}`;
    case "undefined":
      return `${reason.symbol} would have to be ${reason.wanted}, and no Kconfig file that was read defines it`;
    case "constant":
      return `${reason.text} is a constant and cannot be ${reason.wanted}`;
    case "environment":
      return `${reason.symbol} is "${reason.value}", taken from the environment variable ${reason.variable}`;
    case "no-prompt":
      if (always(reason) !== null)
        return `${reason.symbol}${at(reason.location)} has no prompt and is always ${always(reason)}`;
      return `${reason.symbol}${at(reason.location)} has no prompt, and ${
        reason.because.length === 0 ? "nothing sets it to" : "what could set it cannot make it"
      } ${reason.wanted}${reason.because.length === 0 ? "" : ":"}`;
    case "dependency":
      return `${reason.symbol}${at(reason.location)} can be ${reason.wanted} only if ${reason.condition}${
        reason.because.length === 0 ? "" : ", where"
      }`;
    case "selected":
      return `${reason.symbol} is selected and cannot be ${reason.wanted}${reason.because.length === 0 ? "" : ":"}`;
    case "comparison":
      return `${reason.text} cannot be made ${reason.wanted}`;
    case "contradiction":
      return `${reason.symbol} would have to be ${reason.values.join(" and ")} at once`;
  }
}
