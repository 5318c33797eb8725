/** What is wrong with a graph of tasks: every fault at once, each a sentence "where: what: what to do". */
export class GraphError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "GraphError";
  }
}
