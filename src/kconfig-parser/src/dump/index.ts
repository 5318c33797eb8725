export { dumpTree } from "./dump.js";
export type {
  Condition,
  DefaultDump,
  ExpressionDump,
  NodeDump,
  OperandDump,
  PromptDump,
  RangeDump,
  ReverseDump,
  SymbolDump,
  TreeDump,
} from "./shape.js";
