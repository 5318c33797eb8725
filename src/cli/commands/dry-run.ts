/** `ipa-image build --dry-run`: what a build would do, by the same code that does it. */
import { nearest } from "kconfig-parser";
import { EXIT, type ExitCode } from "../../buildroot/errors.js";
import { planJson, planLines } from "../afterwards/plan-view.js";
import { paint } from "../progress/paint.js";
import { listenForInterrupt } from "./interrupt.js";
import { lookAt } from "./look.js";
import { placesOf } from "./places.js";
import { type BuildCommandOptions, goalNamed, isGoalOfMake, wantedTask } from "./run-build.js";

/** Prints the plan of a build of what is wished for. Nothing is built, and nobody who builds is disturbed. */
export async function dryRun(options: BuildCommandOptions, wish?: string): Promise<ExitCode> {
  const target = goalNamed(wish);
  const places = placesOf(options);
  const interruption = listenForInterrupt();
  let goal = target !== undefined && isGoalOfMake(target);
  let meant: readonly string[] = [];
  try {
    const { view } = await lookAt(places, interruption.signal, {
      ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
      wanted: (project) => {
        const wanted = wantedTask(project, target);
        if (wanted === null && !goal)
          meant = nearest(
            target ?? "",
            project.tasks.map(({ id }) => id),
          );
        goal ||= wanted === null;
        return wanted === null || wanted === "all" ? {} : { only: [wanted] };
      },
    });
    if (goal) {
      const text = `${target}: a goal of Buildroot's makefiles: it is always made, and what it does is not known before${meant.length > 0 ? ` (or did you mean ${meant.join(" or ")}?)` : ""}`;
      console.log(options.json ? JSON.stringify({ goal: target, notes: [text] }) : text);
      return EXIT.ok;
    }
    const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
    const text = options.json
      ? JSON.stringify(planJson(view), null, 2)
      : planLines(view, paint(colour)).join("\n");
    console.log(text);
    return EXIT.ok;
  } finally {
    interruption.release();
  }
}
