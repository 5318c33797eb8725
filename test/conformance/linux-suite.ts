import { describe, expect, it } from "vitest";
import { compare } from "./case.js";
import { kernelOf, type LinuxVersion } from "./linux.js";
import { someLinuxCases } from "./linux-cases.js";

/** Compares the engine with a kernel's conf: every byte of standard output, standard error and the files. */
export function describeKernel(version: LinuxVersion): void {
  const kernel = kernelOf(version);
  describe.skipIf(kernel === null)(`Linux ${version}: what its conf writes and says`, () => {
    for (const one of kernel === null ? [] : someLinuxCases(kernel))
      it(`${one.group}: ${one.name}`, () => {
        expect(compare(one)).toEqual([]);
      });
  });
}
