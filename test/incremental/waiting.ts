/** Stops a build at a step of a package, to do something meanwhile. */
import { existsSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { type Ran, run, underTest } from "./builder.js";
import type { Workspace } from "./workspace.js";

/** Starts a build in which `step` (`paint/build`) waits; `body` runs meanwhile, then the step goes on. */
export async function whileWaitingAt(
  workspace: Workspace,
  step: string,
  body: () => void | Promise<void>,
): Promise<Ran> {
  const gate = workspace.path("gate");
  let ended = false;
  const running = run(underTest, workspace, { SMALL_AWAIT: `${step}=${gate}` }).finally(() => {
    ended = true;
  });
  while (!existsSync(`${gate}.waiting`)) {
    if (ended) throw new Error(`the build ended before ${step}:\n${(await running).output.slice(-2000)}`);
    await pause(5);
  }
  await body();
  workspace.folder("gate");
  return running;
}
