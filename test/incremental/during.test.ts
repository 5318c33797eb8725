/** What happens while a build runs: a step fails, a source changes, images are installed beside other packages. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { run, underTest } from "./builder.js";
import { prepareBuilt, unrest, wrongPaths } from "./proof.js";
import { whileWaitingAt } from "./waiting.js";
import { Workspace } from "./workspace.js";

const workspace = new Workspace("during");
beforeAll(() => prepareBuilt(workspace), 600_000);
afterAll(() => workspace.dispose(), 600_000);
beforeEach(() => workspace.restore(), 600_000);

async function expectRight(): Promise<void> {
  expect(await wrongPaths(workspace, "the build")).toEqual([]);
  expect(await unrest(workspace)).toEqual([]);
}

describe("a package that fails", () => {
  it.each(["download", "extract", "patch", "configure", "build", "install-staging", "install-target"])(
    "at %s: the next build goes on, and ends in the right image",
    async (step) => {
      workspace.replace("buildroot/package/libcolor/libcolor.mk", "_VERSION = 1.2", "_VERSION = 1.3");
      const failed = await run(underTest, workspace, { SMALL_FAIL: `libcolor/${step}` });
      expect(failed.exitCode, failed.output).not.toBe(0);
      const { exitCode, output, packages } = await run(underTest, workspace);
      expect(exitCode, output).toBe(0);
      expect(["libcolor", "paint"]).toEqual(expect.arrayContaining([...packages]));
      await expectRight();
    },
  );

  it("leaves no image that looks finished, also when the failing change is taken back", async () => {
    await workspace.set({ BR2_PACKAGE_LIBVARNISH: "y", BR2_TARGET_GENERIC_HOSTNAME: "tiny" });
    const failed = await run(underTest, workspace, { SMALL_FAIL: "paint/build" });
    expect(failed.exitCode, failed.output).not.toBe(0);
    await workspace.set({ BR2_PACKAGE_LIBVARNISH: "n" });
    const { exitCode, output } = await run(underTest, workspace);
    expect(exitCode, output).toBe(0);
    await expectRight();
  });

  it("a post-build script that fails is run again", async () => {
    workspace.append("files/scripts/post-build.sh", "exit 3\n");
    expect((await run(underTest, workspace)).exitCode).not.toBe(0);
    workspace.replace("files/scripts/post-build.sh", "exit 3\n", "");
    const { exitCode, output } = await run(underTest, workspace);
    expect(exitCode, output).toBe(0);
    await expectRight();
  });
});

describe("an input that changes while it is built from", () => {
  it("is not recorded as built: a source tree of one's own", async () => {
    workspace.write("files/local.mk", `LADDER_OVERRIDE_SRCDIR = ${workspace.path("files/ladder")}\n`);
    await whileWaitingAt(workspace, "ladder/build", () =>
      workspace.write("files/ladder/middle.c", "changed meanwhile\n"),
    );
    const { exitCode, output } = await run(underTest, workspace);
    expect(exitCode, output).toBe(0);
    await expectRight();
  });

  it("is not recorded as built: the overlay", async () => {
    workspace.append("buildroot/package/paint/paint.mk", "PAINT_CONF_OPTS += --more\n");
    await whileWaitingAt(workspace, "paint/build", () =>
      workspace.write("files/overlay/etc/motd", "changed meanwhile\n"),
    );
    const { exitCode, output } = await run(underTest, workspace);
    expect(exitCode, output).toBe(0);
    await expectRight();
  });
});

describe("images that a package installs while another is built", () => {
  it("are that package's alone, though Buildroot lists them for both", async () => {
    workspace.append("buildroot/package/paint/paint.mk", "PAINT_CONF_OPTS += --more\n");
    await workspace.set({ BR2_LINUX_KERNEL_XZ: "y" });
    const gate = workspace.path("out/build/linux-6.12/.stamp_images_installed");
    const built = await run(underTest, workspace, { SMALL_AWAIT: `paint/build=${gate}` });
    expect(built.exitCode, built.output).toBe(0);
    await expectRight();
    workspace.write("files/linux.fragment", "CONFIG_DUMMY=y\n");
    const changed = await run(underTest, workspace);
    expect(changed.exitCode, changed.output).toBe(0);
    expect(changed.packages).toEqual(["linux"]);
    await expectRight();
    await workspace.set({ BR2_LINUX_KERNEL: "n" });
    expect((await run(underTest, workspace)).exitCode).toBe(0);
    await expectRight();
  });
});
