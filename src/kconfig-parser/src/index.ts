export { openCachedTree } from "./cache/cached-tree.js";
export { detectDialect } from "./detect-dialect.js";
export {
  type Diagnostic,
  formatDiagnostic,
  formatWarning,
  KconfigError,
  type Location,
} from "./diagnostics.js";
export { buildroot, type Dialect, type DialectName, dialectByName, dialectNames } from "./dialect.js";
export { choose, setString, setTri, stringAllowed, toggle, triAllowed } from "./eval/assign.js";
export { Config } from "./eval/config.js";
export { prepareChanges } from "./eval/dependents.js";
export { resetSymbols, restoreSymbols } from "./eval/reset.js";
export { type SetAllMode, setAllNew } from "./eval/set-all.js";
export type { UserRecord, UserValues } from "./eval/user-values.js";
export { writeFileAtomically } from "./files/atomic-write.js";
export { createConfig, type LoadResult, loadConfig, saveConfig } from "./files/config-files.js";
export { type ReadResult, readConfiguration, readSettings, settle } from "./files/read-config.js";
export { configText, defconfigText, settingLine } from "./files/write-config.js";
export { type Host, nodeHost } from "./host.js";
export { nearest } from "./info/nearest.js";
export { searchSymbols } from "./info/search.js";
export { symbolInfo } from "./info/symbol-info.js";
export { diffText, readAssignments } from "./merge/diff-configs.js";
export { type Expr, exprText, type Relation } from "./model/expr.js";
export type { MenuNode, NodeKind } from "./model/menu.js";
export type { KSymbol, SymbolType } from "./model/symbol.js";
export type { KconfigTree } from "./model/tree.js";
export { MOD, NO, type Tri, triText, YES } from "./model/tri.js";
export { type OpenOptions, openTree, readTree } from "./open-tree.js";
