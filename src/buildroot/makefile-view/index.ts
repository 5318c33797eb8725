export { type MakefilesInUse, makefilesInUse } from "./in-use.js";
export { openMakefileView, VIEW_RULES } from "./view.js";
