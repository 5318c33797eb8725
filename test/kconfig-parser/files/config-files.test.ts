import { testRules } from "../../support/rules.js";
import { configCases, defconfigCases } from "./config-cases.js";

testRules(".config", configCases, "olddefconfig");
testRules("savedefconfig", defconfigCases, "savedefconfig");
