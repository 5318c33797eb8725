import type { Keymap } from "../keymap.js";
import { mconfKeys } from "./mconf.js";
import { nconfKeys } from "./nconf.js";
import { viKeys } from "./vi.js";

const PRESETS: readonly Keymap[] = [mconfKeys, nconfKeys, viKeys];

/** What users can ask for. */
export const presetNames: readonly string[] = PRESETS.map((preset) => preset.name);

/** The preset of that name, null when there is none. */
export function presetNamed(name: string): Keymap | null {
  return PRESETS.find((preset) => preset.name === name) ?? null;
}
