/** A kernel's fragment that does not come true stops a build before it begins. */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { expect, it } from "vitest";
import { requireKernelSettings } from "../../src/cli/kernel/before-build.js";
import { put } from "../external/tree.js";
import { temporaryFolder } from "./rig.js";
import { LOCAL, smallKernelImage } from "./small-kernel.js";

it("gets the sources first, names each line with its place, and remembers what was good", async () => {
  const root = temporaryFolder();
  const image = smallKernelImage(root, "# mine\nCONFIG_CARD=y\n");
  const { configure, external, kernel, output } = image;
  const local = join(external, "linux-configs/local.config");
  const [downloads, packed] = [join(root, "dl"), join(root, "packed.tar.gz")];
  mkdirSync(join(downloads, "linux"), { recursive: true });
  execaSync("tar", ["-czf", packed, "-C", root, "linux-6.12.7"]);
  rmSync(kernel, { recursive: true });
  // Buildroot's goal, as far as it is used here.
  const archive = join(downloads, "linux/linux-6.12.7.tar.gz");
  put(join(root, "buildroot/Makefile"), `linux-source:\n\tcp ${packed} ${archive}\n`);
  const said: string[] = [];
  const places = { repo: external, buildroot: join(root, "buildroot"), output, downloads };
  const place = { ...places, externals: [external], variables: {}, env: {} };
  const check = () =>
    requireKernelSettings({
      places,
      place,
      signal: new AbortController().signal,
      say: (line) => said.push(line),
    });

  configure("BR2_LINUX_KERNEL=y\n");
  await check();
  expect([said, existsSync(archive)], "no fragment of the menu: not looked at").toEqual([[], false]);

  configure(`BR2_LINUX_KERNEL=y\nIPA_LINUX_NET_10G=y${LOCAL}`);
  await expect(check()).rejects.toMatchObject({
    exitCode: 9,
    message: expect.stringMatching(
      new RegExp(
        `^${local}:2: CONFIG_CARD: asked y, got n: it depends on BUS, .*: add CONFIG_BUS=y, or`,
        "m",
      ),
    ),
  });
  expect(said).toEqual([
    "build: downloading the kernel's sources first: its settings are checked before all else",
  ]);

  put(local, "CONFIG_BUS=y\n");
  await check();
  // Not looked at again: what is remembered would not stand for another text.
  rmSync(join(output, ".ipa-image/kernel-sources"), { recursive: true });
  await check();
  expect(existsSync(join(output, ".ipa-image/kernel-sources"))).toBe(false);
  put(local, "# CONFIG_BUS is not set\n");
  await expect(check()).rejects.toThrow(/CONFIG_CARD: asked m, got n/);
});
