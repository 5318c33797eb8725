import type { Outcome } from "../menuconfig/index.js";

/** The last words after the menus, in mconf's manner. `more`: what else was done with what was saved. */
export function endText(outcome: Outcome, paths: readonly string[], more: readonly string[] = []): string {
  switch (outcome) {
    case "saved":
      return `\n${paths.map((path) => `The configuration was written to ${path}\n`).join("")}${more.map((line) => `${line}\n`).join("")}\n${NEXT}\n`;
    case "discarded":
      return "\nYour configuration changes were NOT saved.\n\n";
    case "unchanged":
      return `\n${NEXT}\n`;
  }
}

const NEXT = `*** End of the configuration.
*** Execute 'make' to start the build or try 'make help'.
`;

/** The last words after a signal. */
export function signalText(signal: string, unsaved: boolean): string {
  const lost = unsaved ? " Changes since the last save were NOT saved." : "";
  return `\nipa-menuconfig: ended by ${signal}.${lost}\n`;
}
