import { describe, expect, it } from "vitest";
import { parseFacts, prefixOf } from "../../../src/buildroot/incremental/facts.js";
import { splitVariables } from "../../../src/buildroot/incremental/variables.js";

const INFO = {
  linux: {
    type: "target",
    version: "6.12",
    stamp_dir: "build/linux-6.12",
    package_dir: "linux",
    install_images: true,
    dependencies: ["host-kmod"],
    downloads: [{ source: "linux-6.12.tar.xz", uris: ["https+https://example.org/linux"] }],
  },
  "host-kmod": { type: "host", version: "33", stamp_dir: "build/host-kmod-33", dependencies: [] },
  "rootfs-cpio": { type: "rootfs", image_name: "rootfs.cpio", dependencies: ["host-cpio"] },
};

function printed(...variables: string[]): string {
  const names = "~~names LINUX LINUX_PAM KMOD HOST_KMOD";
  return ["make: a warning", JSON.stringify(INFO), names, ...variables.map((text) => `~~var ${text}`)].join(
    "\n",
  );
}

describe("what make says of a configuration", () => {
  it("is a package with its folders, sources and dependencies for each entry, and file systems apart", () => {
    const { packages, filesystems } = parseFacts(printed());
    expect([...packages.keys()]).toEqual(["linux", "host-kmod"]);
    expect(packages.get("linux")).toMatchObject({
      kind: "target",
      version: "6.12",
      stampDir: "build/linux-6.12",
      installsImages: true,
      dependencies: ["host-kmod"],
    });
    expect(filesystems).toEqual(new Map([["rootfs-cpio", ["host-cpio"]]]));
  });

  it("gives a variable to the package with the longest prefix, in use or not", () => {
    const { packages } = parseFacts(printed("LINUX_PAM_SITE=x", "LINUX_SITE=y", "HOST_KMOD_CONF_OPTS=z"));
    expect([...(packages.get("linux")?.variables ?? [])]).toEqual([["LINUX_SITE", "y"]]);
    expect([...(packages.get("host-kmod")?.variables ?? [])]).toEqual([["HOST_KMOD_CONF_OPTS", "z"]]);
  });

  it("keeps values of many lines whole", () => {
    const { packages } = parseFacts(printed("LINUX_BUILD_CMDS=\tone\n\ttwo = 2\n", "LINUX_ZZZ=end"));
    expect(packages.get("linux")?.variables.get("LINUX_BUILD_CMDS")).toBe("\tone\n\ttwo = 2");
  });

  it("asks to run make by hand when there is no JSON", () =>
    expect(() => parseFacts("Please configure first")).toThrow(/printed no JSON: run it by hand/));

  it("knows Buildroot's upper case", () => expect(prefixOf("host-libglib2.0-x")).toBe("HOST_LIBGLIB2_0_X"));
});

describe("the variables of a package", () => {
  const split = (...variables: string[]) => {
    const facts = parseFacts(printed(...variables)).packages.get("linux");
    if (!facts) throw new Error("linux is in the facts above");
    return splitVariables(facts, { path: "/usr/bin:/bin", trees: ["/br/view", "/br"] });
  };

  it("count, but for those that decide nothing: licences, sites, who depends on it", () => {
    const { build } = split(
      "LINUX_LICENSE=GPL",
      "LINUX_SITE=x",
      "LINUX_FINAL_RECURSIVE_RDEPENDENCIES=a",
      "LINUX_CFLAGS=-Os",
    );
    expect([...build]).toEqual([["LINUX_CFLAGS", "-Os"]]);
  });

  it("are the image's when they are applied to the whole: tables, and the recipes of finalize hooks", () => {
    const { build, image } = split(
      "LINUX_TARGET_FINALIZE_HOOKS=LINUX_SET_NAME",
      "LINUX_SET_NAME=echo me",
      "LINUX_USERS=web -1",
      "LINUX_BUILD_CMDS=make",
    );
    expect([...image.keys()]).toEqual(["LINUX_TARGET_FINALIZE_HOOKS", "LINUX_SET_NAME", "LINUX_USERS"]);
    expect([...build.keys()]).toEqual(["LINUX_BUILD_CMDS"]);
  });

  it.each([
    ["the caller's PATH", 'PATH="/out/bin:/usr/bin:/bin" make', 'PATH="/out/bin:$PATH" make'],
    ["the number of jobs", "/usr/bin/make -j12 all", "/usr/bin/make -jN all"],
    [
      "the place of the tree",
      "cp /br/support/a /br/view/support/b x",
      "cp $TOPDIR/support/a $TOPDIR/support/b x",
    ],
  ])("say nothing of %s", (_what, value, settled) => {
    expect(split(`LINUX_MAKE=${value}`).build.get("LINUX_MAKE")).toBe(settled);
  });
});
