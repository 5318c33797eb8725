import { describe, expect, it } from "vitest";
import { headersVersion } from "../../../src/buildroot/toolchain/compiler-facts.js";
import { cxxHeaderFolders } from "../../../src/buildroot/toolchain/cxx.js";
import { toolchainLines, withToolchain } from "../../../src/buildroot/toolchain/index.js";
import { dpkgOwners } from "../../../src/buildroot/toolchain/owned-files.js";
import { hostLibrary } from "../../../src/buildroot/toolchain/self-check.js";
import { declaredHeaders, offeredVersions } from "../../../src/buildroot/toolchain/tree-options.js";

const lines = toolchainLines({
  directory: '/opt/a "b"',
  machine: "x86_64-linux-gnu",
  gccMajor: 12,
  headers: "6.1",
  rpc: false,
  cxx: false,
});

describe("the facts as configuration lines", () => {
  it("name gcc, headers, C library and place, quoted as Kconfig reads them", () => {
    expect(lines).toContain("BR2_TOOLCHAIN_EXTERNAL_GCC_12=y");
    expect(lines).toContain("BR2_TOOLCHAIN_EXTERNAL_HEADERS_6_1=y");
    expect(lines).toContain("BR2_TOOLCHAIN_EXTERNAL_CUSTOM_GLIBC=y");
    expect(lines).toContain("# BR2_TOOLCHAIN_EXTERNAL_INET_RPC is not set");
    expect(lines).toContain('BR2_TOOLCHAIN_EXTERNAL_PATH="/opt/a \\"b\\""');
  });

  it("take the place of another toolchain in a configuration, and of nothing else", () => {
    const before = [
      "BR2_x86_64=y",
      "BR2_TOOLCHAIN_EXTERNAL=y",
      "BR2_TOOLCHAIN_EXTERNAL_BOOTLIN=y",
      "BR2_TOOLCHAIN_EXTERNAL_BOOTLIN_X86_64_GLIBC_STABLE=y",
      "# BR2_TOOLCHAIN_BUILDROOT is not set",
      'BR2_TOOLCHAIN_EXTRA_LIBS="libx"',
      "# BR2_PACKAGE_TOOLCHAINX is not set",
      'BR2_SYSTEM_DHCP="eth0"',
    ].join("\n");
    const after = withToolchain(before, lines);
    expect(after).not.toContain("BOOTLIN");
    expect(after.startsWith('BR2_x86_64=y\nBR2_TOOLCHAIN_EXTRA_LIBS="libx"\n')).toBe(true);
    expect(after).toContain("# BR2_PACKAGE_TOOLCHAINX is not set");
    expect(after.endsWith(`${lines.join("\n")}\n`)).toBe(true);
    expect(withToolchain(after, lines)).toBe(after);
  });

  it("declare C++ only when there is one", () => {
    const facts = { directory: "/t", machine: "x86_64-linux-gnu", gccMajor: 12, headers: "6.1", rpc: false };
    expect(toolchainLines({ ...facts, cxx: true })).toContain("BR2_TOOLCHAIN_EXTERNAL_CXX=y");
    expect(lines).toContain("# BR2_TOOLCHAIN_EXTERNAL_CXX is not set");
  });

  it("are refused by a configuration for another architecture", () => {
    expect(() => withToolchain('BR2_ARCH="aarch64"\n', lines)).toThrow(
      /is for aarch64.*makes code for x86_64/,
    );
    expect(withToolchain('BR2_ARCH="x86_64"\n', lines)).toContain("BR2_TOOLCHAIN_EXTERNAL_GCC_12=y");
  });
});

describe("what a Buildroot tree lets one declare", () => {
  const options = ["GCC_14", "GCC_12", "GCC_4_9", "HEADERS_6_12", "HEADERS_6_2", "HEADERS_5_4"]
    .map((name) => `config BR2_TOOLCHAIN_EXTERNAL_${name}\n\tbool "x"\n`)
    .join("\n");

  it("are the versions it has symbols for", () => {
    expect(offeredVersions(options, "GCC")).toEqual(["14", "12", "4.9"]);
    expect(offeredVersions(options, "HEADERS")).toEqual(["6.12", "6.2", "5.4"]);
  });

  it("takes its newest headers for newer ones, and none for others it does not know", () => {
    expect(declaredHeaders(options, "6.2")).toBe("6.2");
    expect(declaredHeaders(options, "6.19")).toBe("6.12");
    expect(declaredHeaders(options, "6.1")).toBeNull();
  });
});

describe("answers of the host's tools", () => {
  it("gives the kernel's version out of version.h", () => {
    expect(headersVersion("#define LINUX_VERSION_CODE 393659\n")).toBe("6.1");
    expect(headersVersion("#define LINUX_VERSION_CODE 396405\n")).toBe("6.12");
    expect(headersVersion("nothing\n")).toBeNull();
  });

  it("reads dpkg's owners past diversions", () => {
    expect(
      dpkgOwners("diversion by dash from: /bin/sh\nlibc6-dev:amd64, libc6-dev-x: /usr/include/stdio.h\n"),
    ).toEqual(["libc6-dev:amd64", "libc6-dev-x"]);
  });

  it("finds the folders of the C++ headers", () => {
    const said =
      "#include <...> search starts here:\n /usr/include/c++/12\n /usr/include/x86_64-linux-gnu/c++/12\n" +
      " /usr/include/c++/12/backward\n /usr/include\nEnd of search list.\n";
    expect(cxxHeaderFolders(said)).toEqual(["/usr/include/c++/12", "/usr/include/x86_64-linux-gnu/c++/12"]);
  });

  it("finds a library of the host in a linker's trace", () => {
    expect(hostLibrary("/opt/t/lib/libc.so.6\n/tmp/x.o")).toBeNull();
    expect(hostLibrary("/tmp/x.o\n/lib/x86_64-linux-gnu/libc.so.6")).toBe("/lib/x86_64-linux-gnu/libc.so.6");
  });
});
