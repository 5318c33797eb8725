import { describe, expect, it } from "vitest";
import { isLinkerScript, placeOf, relocateLinkerScript } from "../../../src/buildroot/toolchain/layout.js";

describe("where a file of the distribution goes in the flat sysroot", () => {
  const debian = (path: string) => placeOf(path, "x86_64-linux-gnu")?.path ?? null;
  const fedora = (path: string) => placeOf(path, "")?.path ?? null;

  it("merges Debian's multiarch folders", () => {
    expect(debian("/lib/x86_64-linux-gnu/libc.so.6")).toBe("lib/libc.so.6");
    expect(debian("/usr/lib/x86_64-linux-gnu/crt1.o")).toBe("usr/lib/crt1.o");
    expect(debian("/usr/lib/x86_64-linux-gnu/libm.so")).toBe("usr/lib/libm.so");
    expect(debian("/usr/include/x86_64-linux-gnu/sys/cdefs.h")).toBe("usr/include/sys/cdefs.h");
  });

  it("merges Fedora's lib64", () => {
    expect(fedora("/lib64/libc.so.6")).toBe("lib/libc.so.6");
    expect(fedora("/usr/lib64/libc.a")).toBe("usr/lib/libc.a");
    expect(fedora("/usr/include/sys/cdefs.h")).toBe("usr/include/sys/cdefs.h");
    expect(fedora("/usr/lib64/libgcc_s-14-20240801.so.1")).toBe("lib/libgcc_s-14-20240801.so.1");
  });

  it("finds the dynamic linker of both architectures", () => {
    expect(debian("/lib64/ld-linux-x86-64.so.2")).toBe("lib/ld-linux-x86-64.so.2");
    expect(placeOf("/lib/ld-linux-aarch64.so.1", "aarch64-linux-gnu")?.path).toBe(
      "lib/ld-linux-aarch64.so.1",
    );
  });

  it("leaves out other architectures, gconv, libcrypt, documents and the bare folders", () => {
    for (const path of [
      "/usr/include/aarch64-linux-gnu/asm",
      "/usr/lib/x86_64-linux-gnu/gconv/UTF-16.so",
      "/lib/x86_64-linux-gnu/libcrypt.so.1",
      "/usr/include/crypt.h",
      "/usr/share/doc/libc6/copyright",
      "/usr/include/x86_64-linux-gnu",
      "/etc/ld.so.conf",
    ]) {
      expect(debian(path), path).toBeNull();
    }
  });
});

describe("linker scripts", () => {
  it("lose their folders, so that the linker looks into the sysroot", () => {
    const script =
      "/* GNU ld script\n   in /usr/lib/x */\nOUTPUT_FORMAT(elf64-x86-64)\n" +
      "GROUP ( /lib/x86_64-linux-gnu/libc.so.6 /usr/lib64/libc_nonshared.a  AS_NEEDED ( /lib64/ld-linux-x86-64.so.2 ) )\n";
    expect(relocateLinkerScript(script)).toBe(
      "/* GNU ld script\n   in /usr/lib/x */\nOUTPUT_FORMAT(elf64-x86-64)\n" +
        "GROUP ( libc.so.6 libc_nonshared.a  AS_NEEDED ( ld-linux-x86-64.so.2 ) )\n",
    );
  });

  it("are told from object files by their first bytes", () => {
    expect(isLinkerScript(Buffer.from("/* GNU ld"))).toBe(true);
    expect(isLinkerScript(Buffer.from("\x7fELF\x02\x01", "latin1"))).toBe(false);
    expect(isLinkerScript(Buffer.from("!<arch>\n"))).toBe(false);
  });
});
