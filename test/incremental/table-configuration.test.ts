import { configuration } from "./changes/configuration.js";
import { checkGroup } from "./check-group.js";

checkGroup(configuration);
