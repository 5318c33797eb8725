export { conditionReport } from "./conditions.js";
export type {
  Assignable,
  ConditionReport,
  DefaultReport,
  DefinitionReport,
  Operand,
  Origin,
  RangeReport,
  ReverseReport,
  SymbolReference,
  TriText,
  WhyReport,
} from "./report.js";
export { assignable, why } from "./why.js";
export { assignableText, defaultsTitle, originText, whyText } from "./why-text.js";
