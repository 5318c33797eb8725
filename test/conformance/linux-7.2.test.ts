import { describeKernel } from "./linux-suite.js";

describeKernel("7.2");
