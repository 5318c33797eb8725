export { DiskFiles } from "./disk-files.js";
export type { ConfigFiles, LoadOutcome, SaveOutcome } from "./files.js";
export { isTooSmall } from "./layout.js";
export { initialModel, type Model, type Outcome, type Size } from "./model.js";
export { type Ending, runMenus } from "./run.js";
export { openTerminal } from "./terminal/blessed-terminal.js";
export { canDraw } from "./terminal/term-name.js";
export { tooSmall } from "./words.js";
