import { packages } from "./changes/packages.js";
import { checkGroup } from "./check-group.js";

checkGroup(packages);
