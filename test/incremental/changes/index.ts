/** The table of changes. */
import { behind } from "./behind.js";
import type { Group } from "./change.js";
import { configuration } from "./configuration.js";
import { image } from "./image.js";
import { makefiles } from "./makefiles.js";
import { packages } from "./packages.js";
import { traps } from "./traps.js";

export const groups: readonly Group[] = [packages, configuration, makefiles, image, behind, traps];
