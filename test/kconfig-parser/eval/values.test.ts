import { testRules } from "../../support/rules.js";
import { choiceCases } from "./choice-cases.js";
import { valueCases } from "./value-cases.js";

testRules("values", valueCases, "olddefconfig");
testRules("choices", choiceCases, "olddefconfig");
