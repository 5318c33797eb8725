import { describe, expect, it } from "vitest";
import { familyOf, installCommandLine } from "../../src/buildroot/host/distribution.js";
import { compareVersions, examineHost } from "../../src/buildroot/host/doctor.js";
import type { Machine } from "../../src/buildroot/host/machine.js";
import { archFromVerbose, versionFromBanner } from "../../src/buildroot/host-compiler.js";

const GIB = 1024 ** 3;

/** A machine on which all is well, but for what a test says. */
function machine(changes: Partial<Machine> & { missing?: readonly string[]; os?: string }): Machine {
  const { missing = [], os = "ID=debian\n", ...rest } = changes;
  const versions: Record<string, string> = {
    make: "GNU Make 4.3",
    gcc: "12.2.0",
    "g++": "12.2.0",
    git: "git version 2.39.5",
    patch: "GNU patch 2.7.6",
    locale: "C\nC.utf8\n",
  };
  return {
    env: { PATH: "/usr/bin:/bin" },
    uid: 1000,
    umask: 0o022,
    which: async (name) => (missing.includes(name) ? null : name.startsWith("/") ? name : `/usr/bin/${name}`),
    output: async (file, args) => {
      const module = args[0]?.startsWith("-M") ? `perl:${args[0].slice(2)}` : "";
      return missing.includes(module) ? null : (versions[file.replace("/usr/bin/", "")] ?? "");
    },
    read: async (path) => (path === "/etc/os-release" ? os : null),
    freeBytes: async () => 100 * GIB,
    ...rest,
  };
}

const look = (changes: Parameters<typeof machine>[0]) =>
  examineHost(machine(changes), { purposes: ["build"], output: "/home/me/output" });

describe("the doctor", () => {
  it("has nothing to say about a good host", async () => {
    const report = await look({});
    expect(report.checks.filter((check) => check.status !== "ok")).toEqual([]);
    expect(report).toMatchObject({ ok: true, install: null, packages: [] });
  });

  it("prints the exact command of Debian, each package once", async () => {
    const report = await look({ missing: ["bc", "g++", "find", "xargs", "/usr/bin/file"] });
    expect(report.install).toBe("sudo apt-get install --yes --no-install-recommends bc file findutils g++");
    expect(report.ok).toBe(false);
  });

  it("prints the exact command of Fedora, its Perl modules by name", async () => {
    const report = await look({ missing: ["g++", "perl:FindBin"], os: 'ID="fedora"\n', uid: 0 });
    expect(report.install).toBe("dnf install --assumeyes gcc-c++ perl-FindBin");
  });

  it("names the programs where the distribution is unknown", async () => {
    const report = await look({ missing: ["bc"], os: "ID=plan9\n" });
    expect(report.install).toBeNull();
    expect(report.checks.find((check) => check.name === "bc")?.message).toBe("missing: install it");
  });

  it("asks for a newer version of a program that is too old", async () => {
    const output = async () => "GNU Make 3.80\n2.6 GNU patch 2.7.1 git version 2.1";
    const report = await look({ output });
    expect(report.checks.find((check) => check.name === "make")).toMatchObject({
      status: "error",
      message: "version 3.80 is older than 3.81: install the package make",
    });
  });

  it.each([
    ["PATH with a space", { env: { PATH: "/usr/bin:/mnt/c/Program Files" } }, "PATH", "error"],
    ["PATH with the current folder", { env: { PATH: "/usr/bin:." } }, "PATH", "error"],
    ["PATH with an empty entry", { env: { PATH: "/usr/bin::/bin" } }, "PATH", "error"],
    [
      "LD_LIBRARY_PATH with one",
      { env: { PATH: "/bin", LD_LIBRARY_PATH: "/x:" } },
      "LD_LIBRARY_PATH",
      "error",
    ],
    ["a full disk", { freeBytes: async () => GIB }, "disk space", "error"],
    ["a rather full disk", { freeBytes: async () => 5 * GIB }, "disk space", "warning"],
    ["root", { uid: 0 }, "user", "warning"],
  ])("complains of %s", async (_what, changes, name, status) => {
    expect((await look(changes)).checks.find((check) => check.name === name)?.status).toBe(status);
  });

  it("makes a missing locale an error only where the configuration needs one", async () => {
    const output = async (file: string) =>
      file === "locale" ? "C\nPOSIX\n" : "GNU Make 4.3 GNU patch 3 git version 3";
    const needing = async (path: string) =>
      path.endsWith(".config") ? "BR2_NEEDS_HOST_UTF8_LOCALE=y\n" : null;
    const status = async (changes: Partial<Machine>) =>
      (await look({ output, ...changes })).checks.find((check) => check.name === "locale")?.status;
    expect(await status({})).toBe("warning");
    expect(await status({ read: needing })).toBe("error");
  });
});

describe("distributions", () => {
  it.each([
    ["ID=ubuntu\nID_LIKE=debian\n", "debian"],
    ["ID=linuxmint\nID_LIKE='ubuntu debian'\n", "debian"],
    ['ID="rocky"\nID_LIKE="rhel centos fedora"\n', "fedora"],
    ["ID=arch\n", "unknown"],
    ["", "unknown"],
  ])("%j is of the family %s", (text, family) => expect(familyOf(text)).toBe(family));

  it("puts no sudo before root's command", () =>
    expect(installCommandLine("debian", ["bc"], true)).toMatch(/^apt-get install/));
});

describe("versions", () => {
  it("are compared number by number", () => {
    expect(compareVersions("4.10", "4.9")).toBeGreaterThan(0);
    expect(compareVersions("3.81", "3.81.0")).toBe(0);
    expect(compareVersions("12", "12.2")).toBeLessThan(0);
  });
});

describe("what Buildroot finds out about the host's compiler", () => {
  it.each([
    ["Target: x86_64-linux-gnu\n", "x86_64"],
    ["Using built-in specs.\nTarget: i686-pc-linux\n", "x86"],
    ["Target: armv7l-unknown-linux-gnueabihf\n", "arm"],
    ["Target: powerpc64le-linux-gnu\n", "powerpc64le"],
    ["Target: aarch64-redhat-linux\n", "aarch64"],
    ["gcc: command not found\n", ""],
  ])("%j runs on %j", (text, arch) => expect(archFromVerbose(text)).toBe(arch));

  it.each([
    ["gcc (Debian 12.2.0-14+deb12u1) 12.2.0\nCopyright", "12"],
    ["gcc (GCC) 4.8.5 20150623 (Red Hat 4.8.5-44)\n", "4 8"],
    ["gcc (SUSE Linux) 17.1.0\n", "15"],
    ["", "15"],
  ])("%j is version %j", (text, version) => expect(versionFromBanner(text)).toBe(version));
});
