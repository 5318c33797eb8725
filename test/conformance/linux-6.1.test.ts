import { describeKernel } from "./linux-suite.js";

describeKernel("6.1");
