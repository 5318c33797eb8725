import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { buildroot, haveBuildroot, repository } from "./tree.js";

const defconfigs = readdirSync(join(repository, "configs")).filter((name) => name.endsWith("_defconfig"));

/** Every line that says something about a symbol. */
function statements(text: string): string[] {
  return text.split("\n").filter((line) => /^(\w+=|# \w+ is not set$)/.test(line));
}

async function make(output: string, ...targets: string[]): Promise<string> {
  const args = ["-s", "-C", buildroot, `BR2_EXTERNAL=${repository}`, `O=${output}`, ...targets];
  return (await execa("make", args, { env: { BR2_CONFIG: undefined, KCONFIG_CONFIG: undefined } })).stdout;
}

async function inOutput<T>(work: (output: string) => Promise<T>): Promise<T> {
  const output = mkdtempSync(join(tmpdir(), "ipa-defconfig-"));
  try {
    return await work(output);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

it("has the two profiles, and the agent's for 64-bit ARM", () => {
  expect(defconfigs.sort()).toEqual([
    "ipa_minimal_defconfig",
    "openstack_ipa_aarch64_defconfig",
    "openstack_ipa_defconfig",
  ]);
});

// One reading of all of Buildroot's makefiles takes several seconds, more on a busy machine.
describe.skipIf(!haveBuildroot)("with Buildroot's own make", { timeout: 600_000 }, () => {
  for (const name of defconfigs) {
    it(`${name}: every line survives into .config, and no symbol is a legacy one`, async () => {
      const wanted = statements(readFileSync(join(repository, "configs", name), "utf8"));
      const config = await inOutput(async (output) => {
        await make(output, name);
        return readFileSync(join(output, ".config"), "utf8");
      });
      const got = new Set(config.split("\n"));
      expect(wanted.filter((line) => !got.has(line))).toEqual([]);
      expect(new Set(wanted.map((line) => /\w{4,}/.exec(line)?.[0])).size).toBe(wanted.length);
      expect(config).not.toContain("BR2_LEGACY=y");
    });
  }

  it("packs the agent's image for x86 with xz's filter for its code; bytes and times repeat", async () => {
    const said = await inOutput(async (output) => {
      await make(output, "openstack_ipa_defconfig");
      return make(output, "printvars", "VARS=ROOTFS_CPIO_COMPRESS_CMD ROOTFS_ISO9660_PRE_GEN_HOOKS");
    });
    // In one piece: the pieces of several processors would not be the same elsewhere.
    expect(said).toContain("ROOTFS_CPIO_COMPRESS_CMD=xz --x86 --lzma2=preset=9 -C crc32 -c\n");
    expect(said).toMatch(/^ROOTFS_ISO9660_PRE_GEN_HOOKS=.* IPA_ISO9660_FIX_TIMES$/m);
  });

  it.each(defconfigs)(
    "%s is written as savedefconfig writes it, so that saving shows only what changed",
    async (name) => {
      const saved = await inOutput(async (output) => {
        await make(output, name);
        await make(output, "savedefconfig", `BR2_DEFCONFIG=${join(output, "saved")}`);
        return readFileSync(join(output, "saved"), "utf8");
      });
      expect(saved).toBe(readFileSync(join(repository, "configs", name), "utf8"));
    },
  );

  it("lists all under the tree's own name", async () => {
    const list = await inOutput((output) => make(output, "list-defconfigs"));
    expect(list).toContain("OpenStack Ironic Python Agent deploy images");
    for (const name of defconfigs) expect(list).toContain(name);
  });

  it("builds pip for the host only when the agent is wanted", async () => {
    const targets = async (name: string) =>
      inOutput(async (output) => {
        await make(output, name);
        return (await make(output, "show-targets")).split(/\s+/);
      });
    expect(await targets("openstack_ipa_defconfig")).toContain("host-python-pip");
    expect(await targets("ipa_minimal_defconfig")).not.toContain("host-python-pip");
  });

  it("asks for the agent's sources with upstream's defaults, in openstack_ipa_defconfig only", async () => {
    const config = (name: string) =>
      inOutput(async (output) => {
        await make(output, name);
        return readFileSync(join(output, ".config"), "utf8").split("\n");
      });
    expect(await config("openstack_ipa_defconfig")).toEqual(
      expect.arrayContaining([
        'OPENSTACK_IPA_GIT_URL="https://opendev.org/openstack/ironic-python-agent"',
        'OPENSTACK_IPA_RELEASE="stable/2026.1"',
        'OPENSTACK_REQUIREMENTS_GIT_URL="https://opendev.org/openstack/requirements"',
        'OPENSTACK_REQUIREMENTS_RELEASE="stable/2026.1"',
      ]),
    );
    expect((await config("ipa_minimal_defconfig")).join("\n")).not.toContain("OPENSTACK_IPA_GIT_URL");
  });
});

describe("files the defconfigs name", () => {
  for (const name of defconfigs) {
    it(`${name}: exist in the tree`, () => {
      const text = readFileSync(join(repository, "configs", name), "utf8");
      const paths = [...text.matchAll(/\$\(BR2_EXTERNAL_IPA_PATH\)\/([^\s"]+)/g)].map(
        (match) => match[1] ?? "",
      );
      expect(paths.length).toBeGreaterThan(0);
      for (const path of paths) expect(() => readdirSync(join(repository, path, ".."))).not.toThrow();
      const missing = paths.filter((path) => !existsIn(path));
      expect(missing).toEqual([]);
    });

    it(`${name}: pin a kernel whose checksum is in the patch directory`, () => {
      const text = readFileSync(join(repository, "configs", name), "utf8");
      const version = /^BR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE="(.*)"$/m.exec(text)?.[1];
      const hashes = readFileSync(join(repository, "board/openstack/ipa/patches/linux/linux.hash"), "utf8");
      expect(hashes).toMatch(
        new RegExp(`^sha256  [0-9a-f]{64}  linux-${version?.replaceAll(".", "\\.")}\\.tar\\.xz$`, "m"),
      );
      expect(text).toContain("BR2_DOWNLOAD_FORCE_CHECK_HASHES=y");
    });
  }
});

function existsIn(path: string): boolean {
  const parts = path.split("/");
  const last = parts.pop() ?? "";
  return readdirSync(join(repository, ...parts)).includes(last);
}
