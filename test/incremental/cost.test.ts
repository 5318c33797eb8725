/** What ipa-menuconfig says a change will cost is what a dry run says once it is saved. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCost } from "../../src/cli/commands/build-cost.js";
import { environmentOf, ipaImage } from "./builder.js";
import { prepareBuilt } from "./proof.js";
import { type Settings, Workspace } from "./workspace.js";

const workspace = new Workspace("cost");
beforeAll(() => prepareBuilt(workspace), 600_000);
afterAll(() => workspace.dispose(), 600_000);
beforeEach(() => workspace.restore(), 600_000);

// The build before and the dry run after have an environment of their own, in which pip is told nothing.
for (const name of Object.keys(process.env)) if (name.startsWith("PIP_")) delete process.env[name];

const places = () => ({
  repo: workspace.external,
  buildroot: workspace.buildroot,
  output: workspace.output,
  downloads: workspace.downloads,
});
const config = () => join(workspace.output, ".config");

/** The text that saving these settings would write; the file is as it was. */
async function unsaved(settings: Settings): Promise<string> {
  const before = readFileSync(config(), "latin1");
  await workspace.set(settings);
  const text = readFileSync(config(), "latin1");
  writeFileSync(config(), before, "latin1");
  return text;
}

async function cost(text: string) {
  const estimator = buildCost(places());
  if (estimator === null) throw new Error("nothing was built");
  const now = { id: "buildroot", path: config(), text };
  return estimator.estimate([now], new AbortController().signal);
}

/** The tasks that `build --dry-run` names. */
async function dryRun(): Promise<readonly string[]> {
  const { file, args } = ipaImage.command(workspace);
  const { stdout } = await execa(file, [...args, "--dry-run"], {
    cwd: workspace.root,
    env: environmentOf(workspace),
    extendEnv: false,
  });
  const plan = JSON.parse(stdout) as { tasks: { id: string; decision: string }[]; gone: string[] };
  const due = plan.tasks.filter(({ decision }) => decision !== "fresh").map(({ id }) => id);
  return [...plan.gone, ...due];
}

describe("the cost of a change that is not saved", () => {
  it.each<[string, Settings]>([
    ["a word of the image", { BR2_TARGET_GENERIC_ISSUE: "Go away" }],
    ["a package more", { BR2_PACKAGE_LIBVARNISH: "y" }],
    ["a package less", { BR2_PACKAGE_BELL: "n" }],
    ["a global option", { BR2_OPTIMIZE_S: "y" }],
    ["per-package folders off", { BR2_PER_PACKAGE_DIRECTORIES: "n" }],
  ])("%s: as a dry run says it afterwards", async (_, settings) => {
    const text = await unsaved(settings);
    const report = await cost(text);
    writeFileSync(config(), text, "latin1");
    expect(report.packages.map(({ name }) => name)).toEqual(await dryRun());
    expect(report.packages.length).toBeGreaterThan(0);
  });

  it("is nothing for what is saved, and asking leaves no trace in what is remembered", async () => {
    const known = join(workspace.output, ".ipa-image/evaluation.json");
    const before = readFileSync(known, "utf8");
    await cost(await unsaved({ BR2_OPTIMIZE_S: "y" }));
    expect((await cost(readFileSync(config(), "latin1"))).packages).toEqual([]);
    expect(readFileSync(known, "utf8")).toBe(before);
    expect(await dryRun()).toEqual([]);
  });

  it("names the kernel when its own configuration is to be saved", async () => {
    const estimator = buildCost(places());
    const linux = { id: "linux", path: "files/linux.config", text: "CONFIG_X=y\n" };
    const report = await estimator?.estimate([linux], new AbortController().signal);
    expect(report?.packages.map(({ name, reason }) => [name, reason])).toEqual([
      ["linux", "its own configuration"],
    ]);
  });
});
