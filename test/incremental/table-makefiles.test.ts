import { makefiles } from "./changes/makefiles.js";
import { checkGroup } from "./check-group.js";

checkGroup(makefiles);
