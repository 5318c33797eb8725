export { makefilesInUse } from "./in-use.js";
export { openMakefileView } from "./view.js";
