import type { KconfigTree } from "../../model/tree.js";

/** How auto.conf.cmd is laid out; each form is that of one tool. */
export type DependencyForm = "4.17" | "6.1" | "6.12";

/** The makefile that makes auto.conf depend on every Kconfig file and on the environment that they used. */
export function dependenciesText(tree: KconfigTree, autoConf: string, form: DependencyForm): string {
  const files = [...new Set(tree.reading.files)];
  if (form !== "6.12") files.reverse();
  if (form === "4.17") {
    const checks = usedVariables(tree).map(check(autoConf));
    return (
      `deps_config := \\\n${files.map((f) => `\t${f}`).join(" \\\n")}\n\n` +
      `${autoConf}: \\\n\t$(deps_config)\n\n${checks.join("")}\n$(deps_config): ;\n`
    );
  }
  const list = `deps_config := \\\n${files.map((f) => `\t${f} \\\n`).join("")}\n`;
  const variables = [...tree.reading.environment];
  if (form === "6.1") {
    const checks = variables.map(check(autoConf));
    return `${list}${autoConf}: $(deps_config)\n\n${checks.join("")}\n$(deps_config): ;\n`;
  }
  const checks = variables.map((variable) => `\n${check("$(autoconfig)")(variable)}`);
  return `autoconfig := ${autoConf}\n\n${list}$(autoconfig): $(deps_config)\n$(deps_config): ;\n${checks.join("")}`;
}

/** Symbols with `option env=`, the last one first; a variable that is not set counts as empty. */
function usedVariables(tree: KconfigTree): [string, string][] {
  return tree.symbols
    .flatMap((symbol): [string, string][] =>
      symbol.env === null ? [] : [[symbol.env, tree.host.env(symbol.env) ?? ""]],
    )
    .reverse();
}

function check(autoConf: string): (variable: readonly [string, string]) => string {
  return ([name, value]) => `ifneq "$(${name})" "${value}"\n${autoConf}: FORCE\nendif\n`;
}
