import type { Command, Option } from "commander";

/** Lets a command, and those made below it, tell defaults as a user would type them, and only those that say something. */
export function withPlainDefaults(command: Command): Command {
  return command.configureHelp({ optionDescription });
}

function optionDescription({ defaultValue, defaultValueDescription, description }: Option): string {
  const text = defaultValueDescription ?? defaultText(defaultValue);
  return text === null ? description : `${description} (default: ${text})`;
}

/** Null for what says nothing: not set, off, empty, none. */
function defaultText(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}
