/** A profile of kernel fragments, as this repository's own menu and external.mk hand it to Buildroot, is seen by a build. */
import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { repository } from "../support/conf.js";
import { edit, set } from "./changes/change.js";
import { faultsIn, prepareBuilt } from "./proof.js";
import { Workspace } from "./workspace.js";

const LONG = 600_000;
const workspace = new Workspace("table");
beforeAll(() => prepareBuilt(workspace), LONG);
afterAll(() => workspace.dispose(), LONG);

const fragment = (name: string) => `external/linux-configs/fragments/${name}.config`;

/** The fixture's external tree has another name. */
const own = (path: string) =>
  readFileSync(join(repository, path), "utf8").replaceAll("BR2_EXTERNAL_IPA_PATH", "BR2_EXTERNAL_SMALL_PATH");

async function chooseProfile(w: Workspace): Promise<void> {
  w.write("external/linux-configs/Config.in", own("linux-configs/Config.in"));
  w.append("external/Config.in", 'source "$BR2_EXTERNAL_SMALL_PATH/linux-configs/Config.in"\n');
  const [lines = ""] = /^IPA_LINUX_FRAGMENTS :=[\s\S]*?^endif\n/m.exec(own("external.mk")) ?? [];
  w.append("external/external.mk", lines);
  w.write(fragment("virtio"), "CONFIG_DUMMY=y\n");
  w.write(fragment("net-10g"), "CONFIG_USB=y\n");
  await w.set({ IPA_HARDWARE_CI: "y", BR2_LINUX_KERNEL_CONFIG_FRAGMENT_FILES: "" });
}

const touched = (w: Workspace) => {
  const now = new Date();
  utimesSync(w.path(fragment("net-10g")), now, now);
};

it(
  "a profile chosen, one of its fragments edited, another profile, a fragment touched",
  async () => {
    const change = {
      title: "profiles",
      edits: [
        edit(chooseProfile, ["linux"]),
        edit((w) => w.write(fragment("virtio"), "CONFIG_DUMMY=m\n"), ["linux"]),
        edit(set({ IPA_HARDWARE_SERVER: "y", IPA_HARDWARE_CI: "n" }), ["linux"]),
        { apply: touched, runs: [], image: false },
      ],
    };
    expect(await faultsIn(change, workspace)).toEqual([]);
  },
  LONG,
);
