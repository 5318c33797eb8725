/** The graph of the last build as one HTML file that needs nothing else. The parts are files in share/graph. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildGraph } from "./build-graph.js";

/** `share`: the folder of the parts. */
export function pageOf(graph: BuildGraph, share: string): string {
  const part = (name: string) => readFileSync(join(share, name), "utf8");
  const parts: readonly (readonly [mark: string, text: string])[] = [
    ["/* STYLE */", part("page.css")],
    ["/* SCRIPT */", part("page.js")],
    ['"DATA"', embedded(graph)],
  ];
  // A function, for `$` in the parts means nothing.
  return parts.reduce((page, [mark, text]) => page.replace(mark, () => text), part("page.html"));
}

/** JSON that no text in it can break out of. */
function embedded(graph: BuildGraph): string {
  return JSON.stringify(graph).replaceAll("<", "\\u003c");
}
