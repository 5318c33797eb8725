import type { TreeBuilder } from "../builder.js";

/** A transitional symbol has a type and a help text, nothing else. */
export function refuseTransitionalProperties(builder: TreeBuilder): void {
  for (const symbol of builder.symbols.all) {
    if (!symbol.isTransitional) continue;
    const { prompts, defaults, selects, implies, ranges } = symbol;
    for (const { node, line } of [...prompts, ...defaults, ...selects, ...implies, ...ranges])
      builder.error(
        { file: node.location.file, line: line ?? node.location.line },
        "error: transitional symbols can only have help sections",
      );
  }
}
