import { traps } from "./changes/traps.js";
import { checkGroup } from "./check-group.js";

checkGroup(traps);
