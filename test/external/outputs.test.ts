/** What post-image.sh writes beside the images. */
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../cli/rig.js";
import { available, Build, put, repository } from "./tree.js";

const builds: Build[] = [];
afterEach(() => {
  for (const build of builds.splice(0)) build.remove();
});

/** As `make show-info` tells two packages and a tool of the build machine. */
const told = {
  zlib: {
    type: "target",
    name: "zlib",
    virtual: false,
    version: "1.3",
    licenses: "Zlib",
    license_files: ["LICENSE"],
    source_dir: "build/zlib-1.3",
    downloads: [{ source: "zlib-1.3.tar.xz", uris: ["https+https://zlib.example"] }],
    dependencies: ["host-skeleton"],
  },
  busybox: {
    type: "target",
    name: "busybox",
    virtual: false,
    version: "1.37.0",
    licenses: "GPL-2.0, bzip2-1.0.4",
    dependencies: ["zlib"],
  },
  "host-tool": { type: "host", name: "host-tool", virtual: false, version: "1" },
};

/** An output folder with two images, packages, an agent; the order of the files is as asked. */
function output(order: 1 | -1): Build {
  const build = new Build();
  builds.push(build);
  build.configure({
    BR2_TARGET_GENERIC_HOSTNAME: "ipa",
    BR2_ROOTFS_OVERLAY: `${build.tree}/overlay`,
    BR2_TARGET_GENERIC_ROOT_PASSWD: "$6$salt$hash",
    OPENSTACK_IPA: true,
  });
  const info = join(build.target, "usr/lib/python3.14/site-packages/ironic_python_agent-12.0.0.dist-info");
  const files: readonly (readonly [string, string])[] = [
    [join(build.images, "bzImage"), "kernel"],
    [join(build.images, "rootfs.cpio.xz"), "archive"],
    [join(build.root, "build/zlib-1.3/LICENSE"), "may be used"],
    [join(build.root, "build/ipa-agent/packages.json"), JSON.stringify(told)],
    [join(build.root, "build/ipa-agent/sources.json"), '{"OPENSTACK_IPA": {"commit": "abc"}}'],
    [
      join(info, "METADATA"),
      "Metadata-Version: 2.1\nName: ironic-python-agent\nVersion: 12.0.0\nLicense: Apache-2.0\n",
    ],
    [join(info, "licenses/LICENSE"), "the agent's"],
  ];
  for (const [path, text] of order === 1 ? files : files.toReversed()) put(path, text);
  return build;
}

async function run(build: Build): Promise<void> {
  const { exitCode, stderr } = await build.run("post-image.sh", build.images, {
    BASE_DIR: build.root,
    TARGET_DIR: build.target,
    BR2_VERSION_FULL: "2026.02",
    SOURCE_DATE_EPOCH: "1700000000",
  });
  expect(stderr).toBe("");
  expect(exitCode).toBe(0);
}

const read = (build: Build, name: string) => JSON.parse(build.read(`images/${name}`));

describe.skipIf(!available("/usr/bin/python3", "-c", "import lzma"))("beside the images", () => {
  it("lies what is in them: sources by their commits, packages, Python packages, configuration", async () => {
    const build = output(1);
    await run(build);
    const manifest = read(build, "manifest.json");
    expect(manifest).toMatchObject({
      name: "ipa",
      buildroot: "2026.02",
      sources: { OPENSTACK_IPA: { commit: "abc" } },
      packages: [
        { name: "busybox", version: "1.37.0", licenses: "GPL-2.0, bzip2-1.0.4" },
        { name: "zlib", version: "1.3", licenses: "Zlib" },
      ],
      python: [{ name: "ironic-python-agent", version: "12.0.0", licenses: "Apache-2.0" }],
    });
    expect(manifest.images.map(({ name }: { name: string }) => name)).toEqual(["bzImage", "rootfs.cpio.xz"]);
    expect(manifest.images[0].sha256).toBe(
      execaSync("sha256sum", ["bzImage"], { cwd: build.images }).stdout.slice(0, 64),
    );
    expect(manifest.configuration.BR2_ROOTFS_OVERLAY).toBe("$(BR2_EXTERNAL_IPA_PATH)/overlay");
    expect(build.read("images/manifest.json")).not.toContain("$6$");
    expect(manifest.configuration.BR2_TARGET_GENERIC_ROOT_PASSWD).toBe("(set)");
  });

  it("lies a bill of materials whose references all lead somewhere", async () => {
    const build = output(1);
    await run(build);
    const bill = read(build, "sbom.cdx.json");
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1 });
    expect(bill.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(bill.metadata.timestamp).toBe("2023-11-14T22:13:20Z");
    const refs: string[] = bill.components.map((each: Record<string, string>) => each["bom-ref"]);
    expect(refs).toEqual(["buildroot:busybox", "buildroot:zlib", "python:ironic-python-agent"]);
    for (const { dependsOn, ref } of bill.dependencies) {
      expect(["image", ...refs]).toContain(ref);
      for (const each of dependsOn) expect(refs).toContain(each);
    }
    expect(bill.components[0].licenses).toEqual([
      { license: { name: "GPL-2.0" } },
      { license: { name: "bzip2-1.0.4" } },
    ]);
    expect(bill.components[1].externalReferences[0].url).toBe("https://zlib.example/zlib-1.3.tar.xz");
    expect(bill.components[2].purl).toBe("pkg:pypi/ironic-python-agent@12.0.0");
  });

  it("lie the licences' texts, with a table of them", async () => {
    const build = output(1);
    await run(build);
    mkdirSync(join(build.root, "out"));
    execaSync("tar", ["-xJf", join(build.images, "legal-info.tar.xz"), "-C", join(build.root, "out")]);
    expect(build.read("out/legal-info/zlib-1.3/LICENSE")).toBe("may be used");
    expect(build.read("out/legal-info/python-ironic-python-agent-12.0.0/licenses/LICENSE")).toBe(
      "the agent's",
    );
    expect(build.read("out/legal-info/manifest.csv").split("\n")[2]).toBe(
      "zlib,1.3,Zlib,LICENSE,zlib-1.3.tar.xz",
    );
  });

  it("lie the same bytes when the same is built elsewhere, in another order", async () => {
    const [one, other] = [output(1), output(-1)];
    await run(one);
    await run(other);
    const names = readdirSync(one.images).sort();
    expect(names).toEqual(
      expect.arrayContaining(["manifest.json", "sbom.cdx.json", "legal-info.tar.xz", "sha256sums"]),
    );
    expect(readdirSync(other.images).sort()).toEqual(names);
    for (const name of names)
      expect(readFileSync(join(other.images, name)).equals(readFileSync(join(one.images, name))), name).toBe(
        true,
      );
    execaSync("sha256sum", ["--check", "--strict", "sha256sums"], { cwd: one.images });
  });

  it("forgets what an earlier build said of packages that are not told any more", async () => {
    const build = output(1);
    await run(build);
    execaSync("rm", ["-rf", join(build.root, "build")]);
    await run(build);
    expect(read(build, "manifest.json").packages).toEqual([]);
    expect(existsSync(join(build.images, "sbom.cdx.json"))).toBe(true);
  });
});

describe.skipIf(!available("make", "--version"))("the facts about packages", () => {
  it("are written into an output folder that nothing has made yet, by a make with several jobs", () => {
    const folder = temporaryFolder();
    // What external.mk uses of Buildroot's own makefiles.
    const makefile = put(
      join(folder, "Makefile"),
      [
        `BUILD_DIR := ${folder}/output/build`,
        "PACKAGES := zlib",
        "comma := ,",
        "UPPERCASE = $(shell printf '%s' '$(1)' | tr a-z- A-Z_)",
        'json-info = "$(1)"',
        "clean-json = $(1)",
        `include ${repository}/external.mk`,
      ].join("\n"),
    );
    execaSync("make", ["-s", "-j2", "-f", makefile, "target-post-image"], { cwd: folder });
    expect(readFileSync(join(folder, "output/build/ipa-agent/packages.json"), "utf8")).toBe('{ "ZLIB", }\n');
  });
});
