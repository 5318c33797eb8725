import { image } from "./changes/image.js";
import { checkGroup } from "./check-group.js";

checkGroup(image);
