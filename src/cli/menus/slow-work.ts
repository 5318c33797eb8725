/**
 * What the menus need of the rest of the program, and not for their first screen. Bundled into a file of its own, which
 * is read when something of it is first called.
 */
import { applyDefconfig, saveDefconfig } from "../../buildroot/configure.js";
import { prepareBuildrootKconfig } from "../../buildroot/kconfig-env.js";
import {
  dateAsStamp,
  fragmentOf,
  isInside,
  keepSettings,
  namesToKeep,
} from "../../buildroot/keep-settings.js";
import { whoWorksIn } from "../../buildroot/lock.js";
import { packageConfigChanged, packageTree, preparePackageTree } from "../../buildroot/package-tree.js";
import { saveFragment } from "../../buildroot/save-fragment.js";
import { askRef } from "../../ipa/source-ref.js";
import { generateConfigFiles } from "../../trees/busybox-files.js";
import { makefileEnvironment } from "../../trees/makefile-environment.js";
import { buildCost } from "../commands/build-cost.js";
import { placesOf } from "../commands/places.js";

export const slowWork = {
  applyDefconfig,
  askRef,
  buildCost,
  dateAsStamp,
  fragmentOf,
  generateConfigFiles,
  isInside,
  keepSettings,
  makefileEnvironment,
  namesToKeep,
  packageConfigChanged,
  packageTree,
  placesOf,
  prepareBuildrootKconfig,
  preparePackageTree,
  saveDefconfig,
  saveFragment,
  whoWorksIn,
};
