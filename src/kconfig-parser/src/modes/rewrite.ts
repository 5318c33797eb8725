import type { Config } from "../eval/config.js";
import { MOD, NO, type Tri, YES } from "../model/tri.js";
import type { ModeName } from "./names.js";

/** What the modes that rewrite tristates turn into what. */
export const rewrites: Partial<Record<ModeName, { readonly from: Tri; readonly to: Tri }>> = {
  yes2modconfig: { from: YES, to: MOD },
  mod2yesconfig: { from: MOD, to: YES },
  mod2noconfig: { from: MOD, to: NO },
};

/** Changes every tristate that the user has at one value to another. C: conf_rewrite_tristates(). */
export function rewriteTristates(config: Config, from: Tri, to: Tri): void {
  const { user, tree } = config;
  for (const symbol of tree.table.all)
    if (!symbol.isConst && config.effectiveType(symbol) === "tristate" && user.tri(symbol) === from)
      user.setTri(symbol, to);
  config.invalidate();
  config.modified = true;
}
