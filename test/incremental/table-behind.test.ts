import { behind } from "./changes/behind.js";
import { checkGroup } from "./check-group.js";

checkGroup(behind);
