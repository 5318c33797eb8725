/** The agent's Python packages as a task of their own: `ipa-image build wheels`. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { environmentOf, ipaImage, run } from "./builder.js";
import { prepareBuilt, unrest, wrongPaths } from "./proof.js";
import { Workspace } from "./workspace.js";

const workspace = new Workspace("wheels");
beforeAll(() => prepareBuilt(workspace), 600_000);
afterAll(() => workspace.dispose(), 600_000);
beforeEach(() => workspace.restore(), 600_000);

const made = () => readFileSync(join(workspace.output, "build/ipa-agent/wheels/version"), "utf8");

/** `ipa-image build WORDS`; with the types of its events, and the tasks that ran. */
async function build(...words: string[]) {
  const { file, args } = ipaImage.command(workspace);
  const result = await execa(file, [...args, ...words], {
    cwd: workspace.root,
    env: environmentOf(workspace),
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
  const events = result.stdout
    .split("\n")
    .flatMap((line): Event[] => (line === "" ? [] : [JSON.parse(line)]));
  const ran = events.filter(({ type }) => type === "task-finished").map(({ id }) => id);
  return { exitCode: result.exitCode, events, ran, text: result.stdout, errors: result.stderr };
}

interface Event {
  readonly type: string;
  readonly id: string;
}

describe("the agent's Python packages", () => {
  it("are made by the first build, and not again", async () => {
    expect(made()).toBe("the agent, first version\n");
    const again = await build("wheels");
    expect(again.exitCode, again.text).toBe(0);
    expect(again.ran).toEqual([]);
  });

  it("are all that `build wheels` makes of a branch that moved; the images follow with the next build", async () => {
    await workspace.commit("the agent, second version\n");
    const wheels = await build("wheels");
    expect(wheels.exitCode, wheels.text).toBe(0);
    expect(wheels.ran).toEqual(["wheels"]);
    expect(made()).toBe("the agent, second version\n");
    const rest = await build();
    expect(rest.ran).toEqual(["image"]);
    expect(await wrongPaths(workspace, "the build")).toEqual([]);
    expect(await unrest(workspace)).toEqual([]);
  });

  it("are made again when they are gone, or their script is another one", async () => {
    rmSync(join(workspace.output, "build/ipa-agent/wheels"));
    expect((await build("wheels")).ran).toEqual(["wheels"]);
    workspace.append("external/board/openstack/ipa/wheels.sh", "echo edited\n");
    expect((await build("wheels")).ran).toEqual(["wheels"]);
    expect((await build("wheels")).ran).toEqual([]);
  });

  it("cannot be had: the script's own sentence, and no image", async () => {
    await workspace.commit("broken\n");
    const failed = await build();
    expect(failed.exitCode).toBe(8);
    expect(failed.text).toContain("wheels: pip: cannot get broken==1.0: check the network");
    await workspace.commit("the agent, third version\n");
    expect((await run(ipaImage, workspace)).exitCode).toBe(0);
    expect(await wrongPaths(workspace, "the build")).toEqual([]);
  });

  it("are no task where no agent is wanted", async () => {
    await workspace.set({ OPENSTACK_IPA: "n" });
    expect((await run(ipaImage, workspace)).exitCode).toBe(0);
    const asked = await build("wheels");
    expect(asked.exitCode).toBe(9);
    expect(asked.errors).toMatch(/^wheels: .*: set OPENSTACK_IPA=y/m);
    expect(existsSync(join(workspace.output, "images"))).toBe(true);
  });
});
