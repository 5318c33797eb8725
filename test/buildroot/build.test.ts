import { describe, expect, it } from "vitest";
import { diagnose } from "../../src/buildroot/build/diagnose.js";
import { parseStepLine } from "../../src/buildroot/build/step-line.js";
import { makeArguments, makeEnvironment } from "../../src/buildroot/make.js";
import { checkUser } from "../../src/buildroot/root-refusal.js";
import { badRef, badUrl } from "../../src/buildroot/safe-values.js";

describe("Buildroot's step lines", () => {
  it.each([
    ["\x1b[7m>>> busybox 1.38.0 Building\x1b[27m", ["busybox", "1.38.0", "Building"]],
    [
      ">>> host-m4 1.4.20 Installing to host directory",
      ["host-m4", "1.4.20", "Installing to host directory"],
    ],
    [">>> toolchain  Extracting", ["toolchain", "", "Extracting"]],
    [
      "\x1b[7m>>>   Generating filesystem image rootfs.cpio\x1b[27m",
      ["", "", "Generating filesystem image rootfs.cpio"],
    ],
  ])("%j", (line, [name, version, step]) =>
    expect(parseStepLine(line)).toEqual({ package: name, version, step }),
  );

  it.each(["gcc -c x.c", ">> x y z", "text >>> a b c", ""])("%j is none", (line) =>
    expect(parseStepLine(line)).toBeNull(),
  );
});

describe("a failed make", () => {
  const facts = { phase: "all", exitCode: 2, output: "/out", lines: [] as string[] };
  const step = { package: "linux", version: "6.12", step: "Building" };

  it("is put down to the step that was under way", () => {
    expect(diagnose({ ...facts, step })).toMatchObject({
      exitCode: 8,
      message: /^linux 6\.12: failed at "Building"/,
    });
    expect(diagnose({ ...facts, step: null })).toMatchObject({ exitCode: 8, message: /^make all: failed/ });
  });

  it("is put down to the disk before anything else", () => {
    const lines = ["wget: Network is unreachable", "tar: write error: No space left on device"];
    expect(diagnose({ ...facts, step, lines }).exitCode).toBe(7);
  });

  it("warns of a download that is not the expected file", () => {
    const lines = ["ERROR: busybox.tar.bz2 has wrong sha256 hash:", "ERROR: expected: 00"];
    expect(diagnose({ ...facts, step, lines })).toMatchObject({
      exitCode: 6,
      message: /do not trust its site/,
    });
  });
});

describe("the call of make", () => {
  const options = { buildroot: "/b", output: "/o", externals: ["/e"], targets: ["all"], onLine: () => {} };

  it("gives variables to make as they are, its own dollar doubled", () =>
    expect(makeArguments({ ...options, variables: { BR2_PRIMARY_SITE: "file:///a $(b)" } })).toEqual([
      ..."-C /b --no-print-directory O=/o BR2_EXTERNAL=/e".split(" "),
      "BR2_PRIMARY_SITE=file:///a $$(b)",
      "--",
      "all",
    ]));

  it.each(["-k", "A=b", "a b", "", "$(shell id)", "--eval=x"])("refuses the target %j", (target) =>
    expect(() => makeArguments({ ...options, targets: [target] })).toThrow(/not the name of a make target/),
  );

  it("hides the make that called us", () =>
    expect(makeEnvironment({ MAKEFLAGS: "-j8 --jobserver-auth=3,4", MAKELEVEL: "1", HOME: "/h" })).toEqual({
      HOME: "/h",
    }));
});

describe("values for git", () => {
  it.each(["-x", "--upload-pack=x", "", "a b", "a..b", "a~1", "a\nb", "@{u}"])(
    "the ref %j is refused",
    (ref) => expect(badRef(ref)).not.toBeNull(),
  );
  it.each(["master", "stable/2026.1", "11.0.0", "679b9ead7620bbf193620d1ebf56f53c1764d37a"])(
    "the ref %j is good",
    (ref) => expect(badRef(ref)).toBeNull(),
  );
  it.each(["-x", "", "ext::sh -c id", "fd::17", "https://a b", "https://a\nb"])(
    "the URL %j is refused",
    (url) => expect(badUrl(url)).not.toBeNull(),
  );
  it.each([
    "https://opendev.org/openstack/requirements",
    "git@host:a/b.git",
    "/srv/git/ipa",
    "file:///srv/ipa",
  ])("the URL %j is good", (url) => expect(badUrl(url)).toBeNull());
});

describe("root", () => {
  it("is refused, allowed by the switch, and others are not asked", () => {
    expect(() => checkUser(0, false)).toThrow(/because you are root/);
    expect(checkUser(0, true)).toEqual({ FORCE_UNSAFE_CONFIGURE: "1" });
    expect(checkUser(1000, false)).toEqual({});
  });
});
