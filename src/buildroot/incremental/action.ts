/** From the reason why a package runs to the least that leaves what a clean build would. Pure. */
import type { Change } from "../../scheduler/index.js";
import { type PackageFacts, prefixOf } from "./facts.js";
import { FILE, STAMP_DIR } from "./own-inputs.js";

export type Action =
  /** Nothing of it is there, or what is there can be taken up: make goes on. */
  | { readonly kind: "go-on" }
  /** Its kconfig files changed, and its own build knows what follows from that: configure and build in place. */
  | { readonly kind: "reconfigure" }
  /** From its sources again; `alsoRemove` is the build folder of the version before. */
  | { readonly kind: "from-source"; readonly alsoRemove: string | null };

/**
 * Packages whose own build (kbuild) is made for a changed configuration in place, and would take minutes from source.
 * Others start from their sources: cheap, and beyond doubt.
 */
const BUILDS_IN_PLACE = new Set(["linux"]);

export function actionFor(facts: PackageFacts, change: Change): Action {
  switch (change.kind) {
    case "interrupted":
      return change.sameInputs ? { kind: "go-on" } : fromSource(null);
    case "inputs":
      return change.results.length === 0 &&
        isOnlyKconfig(
          facts,
          change.differences.map((item) => item.name),
        )
        ? { kind: "reconfigure" }
        : fromSource(change.differences.find((item) => item.name === STAMP_DIR)?.before ?? null);
    case "first":
    case "results":
    case "missing":
    case "killed":
    case "failed":
    case "changed":
    case "asked":
      return fromSource(null);
  }
}

function fromSource(alsoRemove: string | null): Action {
  return { kind: "from-source", alsoRemove };
}

/** True if nothing differs but what the kernel's `.config` is made from. */
function isOnlyKconfig(facts: PackageFacts, names: readonly string[]): boolean {
  if (!BUILDS_IN_PLACE.has(facts.name) || names.length === 0) return false;
  const prefix = prefixOf(facts.name);
  const lists = [
    `${prefix}_KCONFIG_FILE`,
    `${prefix}_KCONFIG_FRAGMENT_FILES`,
    `${prefix}_KCONFIG_FIXUP_CMDS`,
  ];
  const files = lists.slice(0, 2).flatMap((name) => (facts.variables.get(name) ?? "").split(/\s+/));
  const allowed = new Set([...lists, `${prefix}_FIXUP_DOT_CONFIG`, ...files.map((path) => `${FILE}${path}`)]);
  // A fragment that left the list shows as a file that is gone; the list itself then differs too.
  const listDiffers = names.includes(`${prefix}_KCONFIG_FRAGMENT_FILES`);
  return names.every(
    (name) => allowed.has(name) || (listDiffers && name.startsWith(FILE) && name.endsWith(".config")),
  );
}
