/** The build's last step, with the flags that kconf has: `node FLAGS compile-engine.js ENGINE.cjs`. */
import { readFileSync } from "node:fs";
import { keepCode } from "./engine-code.js";

for (const file of process.argv.slice(2)) keepCode({ file, text: readFileSync(file) });
