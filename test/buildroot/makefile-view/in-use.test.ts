import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { makefilesInUse, openMakefileView } from "../../../src/buildroot/makefile-view/index.js";

const folders: string[] = [];
afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

function tree(files: Readonly<Record<string, string>>): string {
  const dir = mkdtempSync(join(tmpdir(), "view-"));
  folders.push(dir);
  for (const [name, text] of Object.entries({ Makefile: "", "package/Makefile.in": "", ...files })) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), text);
  }
  return dir;
}

const kept = (dir: string, config: string) =>
  [...makefilesInUse(dir, config, []).kept].map((folder) => folder.path).sort();

describe("the makefiles in use", () => {
  it("are those of packages that are switched on, and of what they depend on", () => {
    const dir = tree({
      "package/app/app.mk": "APP_DEPENDENCIES = host-tool lib $(if $(BR2_X),other)",
      "package/lib/lib.mk": "",
      "package/other/other.mk": "",
      "package/tool/tool.mk": "",
      "package/unused/unused.mk": "",
    });
    const config = "BR2_PACKAGE_APP=y\nBR2_PACKAGE_LIB=y\n";
    expect(kept(dir, config)).toEqual(["package/app", "package/lib", "package/tool"]);
  });

  it("are also those whose variables are read, without what those would depend on", () => {
    const dir = tree({
      "package/app/app.mk": "APP_VERSION = $(FRAME_WORK_VERSION)",
      "package/frame/frame.mk": "",
      "package/frame-work/frame-work.mk":
        "FRAME_WORK_DEPENDENCIES = host-tool\nFRAME_WORK_VERSION = $(MKTHING)",
      "package/tool/tool.mk": "",
      "package/thing/thing.mk": "MKTHING = $(HOST_DIR)/bin/mkthing",
    });
    expect(kept(dir, "BR2_PACKAGE_APP=y\n")).toEqual(["package/app", "package/frame-work", "package/thing"]);
  });

  it("are those that a makefile includes by their path, and the folder above that includes them", () => {
    const dir = tree({
      "package/app/app.mk": "include package/app/parts/parts.mk",
      "package/app/parts/parts.mk": "",
      "package/x/x.mk": "include $(sort $(wildcard package/x/*/*.mk))",
      "package/x/inner/inner.mk": "",
    });
    expect(kept(dir, "BR2_PACKAGE_APP=y\nBR2_PACKAGE_INNER=y\n")).toEqual([
      "package/app",
      "package/app/parts",
      "package/x",
      "package/x/inner",
    ]);
  });

  it("are providers and the virtual packages that they provide", () => {
    const dir = tree({ "package/systemd/systemd.mk": "", "package/udev/udev.mk": "" });
    expect(kept(dir, 'BR2_PACKAGE_HAS_UDEV=y\nBR2_PACKAGE_PROVIDES_UDEV="systemd"\n')).toHaveLength(2);
  });
});

describe("a view of a tree", () => {
  const files = {
    "package/app/app.mk": "",
    "package/app/Config.in": "",
    "package/app/1.0/0001-a.patch": "",
    "package/lib/lib.mk": "",
    "package/lib/Config.in": "",
    "package/lib/Config.ext": "",
    "support/script": "",
  };
  const show = (dir: string, config: string) => {
    const view = join(dirname(dir), `${dir.slice(dir.lastIndexOf("/") + 1)}-view`);
    folders.push(view, `${view}.view`);
    return openMakefileView(view, dir, makefilesInUse(dir, config, []));
  };

  it("shows all of what is in use, of other packages the options only, and everything beside packages", () => {
    const view = show(tree(files), "BR2_PACKAGE_APP=y\n");
    expect(existsSync(join(view, "package/app/1.0/0001-a.patch"))).toBe(true);
    expect(readdirSync(join(view, "package/lib"))).toEqual(["Config.ext", "Config.in"]);
    expect(existsSync(join(view, "support/script"))).toBe(true);
  });

  it("follows the configuration, both ways", () => {
    const dir = tree(files);
    show(dir, "BR2_PACKAGE_APP=y\n");
    const both = show(dir, "BR2_PACKAGE_LIB=y\nBR2_PACKAGE_APP=y\n");
    expect(readdirSync(join(both, "package/lib"))).toContain("lib.mk");
    const one = show(dir, "BR2_PACKAGE_LIB=y\n");
    expect(existsSync(join(one, "package/app/Config.in"))).toBe(true);
    expect(existsSync(join(one, "package/app/app.mk"))).toBe(false);
    expect(existsSync(join(one, "package/app/1.0/0001-a.patch"))).toBe(false);
  });

  it("is made again after an end in the middle", () => {
    const dir = tree(files);
    const view = show(dir, "BR2_PACKAGE_APP=y\n");
    rmSync(`${view}.view`);
    rmSync(join(view, "package/app"), { recursive: true });
    expect(existsSync(join(show(dir, "BR2_PACKAGE_APP=y\n"), "package/app/app.mk"))).toBe(true);
  });
});
