import { type Command, Help, type Option } from "commander";
import { hostAndPort, isAddress } from "./address.js";

/** Lets a command, and those made below it, tell defaults as a user would type them, and only those that say something. */
export function withPlainDefaults(command: Command): Command {
  return command.configureHelp({ optionDescription });
}

function optionDescription(option: Option): string {
  const shown = Object.assign(Object.create(Object.getPrototypeOf(option)), option) as Option;
  shown.defaultValue = undefined;
  const description = new Help().optionDescription(shown);
  const text = option.negate ? null : defaultText(option.defaultValue);
  return text === null ? description : `${description} (default: ${text})`;
}

/** Null for what says nothing: not set, off, empty, none. */
function defaultText(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value === "" ? null : value;
  return isAddress(value) ? hostAndPort(value) : null;
}
