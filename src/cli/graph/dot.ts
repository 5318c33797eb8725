/** The graph of the last build in the language of Graphviz. Pure. */
import { duration } from "../progress/words.js";
import type { BuildGraph, GraphNode } from "./build-graph.js";

const COLOURS: Readonly<Record<GraphNode["end"], string>> = {
  done: "#b7e1c0",
  failed: "#f4b6b6",
  interrupted: "#f6ddae",
  killed: "#f6ddae",
  cancelled: "#e0e0e0",
  fresh: "#ffffff",
  absent: "#ffffff",
};

/** One node a task, coloured by how it fared; the critical path is drawn bold. */
export function dotOf(graph: BuildGraph): string {
  const critical = new Set(graph.nodes.filter((node) => node.critical).map((node) => node.id));
  const nodes = graph.nodes.map((node) => {
    const time = node.seconds === null ? "" : `\\n${duration(node.seconds)}`;
    const wide = node.critical ? ", penwidth=2.5" : "";
    return `  ${quote(node.id)} [label=${quote(node.id, time)}, fillcolor="${COLOURS[node.end]}"${wide}];`;
  });
  const edges = graph.nodes.flatMap((node) =>
    node.after.map((need) => {
      const bold = critical.has(node.id) && critical.has(need) ? " [penwidth=2.5]" : "";
      return `  ${quote(need)} -> ${quote(node.id)}${bold};`;
    }),
  );
  return [
    "digraph build {",
    "  rankdir=LR;",
    '  node [shape=box, style=filled, fontname="sans-serif"];',
    ...nodes,
    ...edges,
    "}",
    "",
  ].join("\n");
}

/** `more` is added as it is: it holds codes of Graphviz. */
function quote(text: string, more = ""): string {
  return `"${text.replace(/[\\"]/g, "\\$&")}${more}"`;
}
