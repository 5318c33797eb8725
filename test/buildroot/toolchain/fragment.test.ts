import { describe, expect, it } from "vitest";
import { headersVersion } from "../../../src/buildroot/toolchain/compiler-facts.js";
import { toolchainLines, unknownSymbols, withToolchain } from "../../../src/buildroot/toolchain/index.js";
import { dpkgOwners } from "../../../src/buildroot/toolchain/owned-files.js";
import { hostLibrary } from "../../../src/buildroot/toolchain/self-check.js";

const lines = toolchainLines({
  directory: '/opt/a "b"',
  machine: "x86_64-linux-gnu",
  gccMajor: 12,
  headers: "6.1",
  rpc: false,
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

  it("say which of them this Buildroot does not know", () => {
    const options =
      "config BR2_TOOLCHAIN_EXTERNAL_GCC_12\n\tbool\nconfig BR2_TOOLCHAIN_EXTERNAL_HEADERS_6_12\n";
    expect(unknownSymbols(lines, options)).toEqual(["BR2_TOOLCHAIN_EXTERNAL_HEADERS_6_1"]);
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

  it("finds a library of the host in a linker's trace", () => {
    expect(hostLibrary("/opt/t/lib/libc.so.6\n/tmp/x.o")).toBeNull();
    expect(hostLibrary("/tmp/x.o\n/lib/x86_64-linux-gnu/libc.so.6")).toBe("/lib/x86_64-linux-gnu/libc.so.6");
  });
});
