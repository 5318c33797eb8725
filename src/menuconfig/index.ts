export { DiskFiles } from "./disk-files.js";
export type { ConfigFiles, LoadOutcome, SaveOutcome } from "./files.js";
export { initialModel } from "./initial.js";
export { isTooSmall } from "./layout.js";
export {
  isUnsaved,
  type Message,
  type Model,
  type Outcome,
  type Size,
  type TreeName,
} from "./model.js";
export { type Ending, runMenus } from "./run.js";
export type { Services } from "./services.js";
export type { OpenedTree, SlowEffect } from "./slow.js";
export { openTerminal } from "./terminal/blessed-terminal.js";
export { canDraw } from "./terminal/term-name.js";
export { openTrees } from "./trees.js";
export { tooSmall } from "./words.js";
