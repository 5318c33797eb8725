import { chmodSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { familyOf } from "../../src/buildroot/host/distribution.js";
import { run, temporaryFolder } from "./rig.js";

const osRelease = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";

/** A folder with all the host's programs but `bc` and those that would install it for real. */
function hostWithoutBc(): string {
  const bin = temporaryFolder();
  const hidden = new Set(["bc", "apt-get", "dnf", "sudo"]);
  for (const dir of [...new Set(["/bin", "/usr/bin", join(process.execPath, "..")])])
    for (const name of readdirSync(dir))
      if (!hidden.has(name) && !existsSync(join(bin, name))) symlinkSync(join(dir, name), join(bin, name));
  return bin;
}

function script(path: string, text: string): void {
  writeFileSync(path, `#!/bin/bash\n${text}\n`);
  chmodSync(path, 0o755);
}

describe.skipIf(familyOf(osRelease) === "unknown")("ipa-image deps", () => {
  const manager = familyOf(osRelease) === "debian" ? "apt-get" : "dnf";

  it("installs what is missing, and only that, then looks again", async () => {
    const bin = hostWithoutBc();
    const log = join(bin, "installer.log");
    script(
      join(bin, manager),
      `echo "${manager} $*" >>'${log}'; case "$*" in *install*) ln -s /bin/true '${bin}/bc';; esac`,
    );
    script(join(bin, "sudo"), 'shift; exec "$@"');
    const { exitCode, stdout, stderr } = await run(["deps"], temporaryFolder(), { PATH: bin });
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain("deps: the host has all that is needed");
    expect(readFileSync(log, "utf8")).toMatch(/install --(yes|assumeyes)( --no-install-recommends)? bc\n$/);
    const again = await run(["deps"], temporaryFolder(), { PATH: bin });
    expect(again.exitCode).toBe(0);
    expect(readFileSync(log, "utf8").match(/install/g)).toHaveLength(manager === "dnf" ? 1 : 2);
  });

  it("ends with 3 and the command to run when the packages cannot be installed", async () => {
    const bin = hostWithoutBc();
    script(join(bin, manager), "exit 100");
    script(join(bin, "sudo"), 'shift; exec "$@"');
    const { exitCode, stderr } = await run(["deps"], temporaryFolder(), { PATH: bin });
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`could not be installed: run \``);
  });

  it.runIf(process.geteuid?.() !== 0)(
    "prints the command and does nothing without root and sudo",
    async () => {
      const bin = hostWithoutBc();
      script(join(bin, "sudo"), "exit 1");
      script(join(bin, manager), `touch '${bin}/installed'`);
      const { exitCode, stderr } = await run(["deps"], temporaryFolder(), { PATH: bin });
      expect(exitCode).toBe(3);
      expect(stderr).toMatch(/^ {2}sudo (apt-get|dnf) install .* bc$/m);
      expect(existsSync(join(bin, "installed"))).toBe(false);
    },
  );
});
