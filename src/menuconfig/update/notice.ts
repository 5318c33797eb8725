import type { Model, Step } from "../model.js";
import { cells } from "../text.js";

/** Says something in the bottom line until the next key. */
export function notice(model: Model, text: string): Step {
  return { model: withNotice(model, text), effects: [] };
}

export function withNotice(model: Model, text: string): Model {
  return { ...model, look: { ...model.look, notice: cells(text) } };
}
