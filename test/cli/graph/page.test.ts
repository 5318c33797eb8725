import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { summarizeRun } from "../../../src/cli/afterwards/run-summary.js";
import { buildGraphOf } from "../../../src/cli/graph/build-graph.js";
import { pageOf } from "../../../src/cli/graph/page.js";
import { Story } from "../progress/story.js";
import { repository } from "../rig.js";
import { madeUpBuild } from "./large.js";

const share = join(repository, "share/graph");

function pageOfMany(): string {
  const { events, records } = madeUpBuild(300, "/out");
  const sizes = new Map([["package-7", { target: 1_234_567, host: 0 }]]);
  return pageOf(buildGraphOf(summarizeRun(events), records, sizes), share);
}

/** A browser without a window, if this machine has one. */
const browser = ["chromium-headless-shell", "chromium", "google-chrome"].find((name) => {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});

describe("the page of the last build", () => {
  it("needs nothing but itself", () => {
    const page = pageOfMany();
    expect(page).not.toMatch(/\b(src|href)=|@import|url\(|https?:|fetch\(|XMLHttpRequest/);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/STYLE|SCRIPT|"DATA"/);
  });

  it("has a colour scheme for light and for dark, with the same names", () => {
    const page = pageOfMany();
    const names = (text: string) => [...text.matchAll(/^\s*(--[a-z]+):/gm)].map(([, name]) => name).sort();
    const [light = "", dark = ""] = page.split("@media (prefers-color-scheme: dark)");
    expect(names(light)).toEqual(names(dark.split(".task")[0] ?? ""));
    expect(names(light).length).toBeGreaterThan(8);
  });

  it("carries its data so that no name or reason can break out of it", () => {
    const what = "</script><script>alert(1)</script><!-- $& $1";
    const story = new Story().begin().start("a", { kind: "missing", what }).finish("a").end();
    const page = pageOf(buildGraphOf(summarizeRun(story.events), new Map(), new Map()), share);
    expect(page.match(/<\/script>/g)).toHaveLength(2);
    const data = /<script[^>]*application\/json[^>]*>(.*?)<\/script>/s.exec(page)?.[1] ?? "";
    const graph = JSON.parse(data) as { nodes: { reason: string[] }[] };
    expect(graph.nodes[0]?.reason).toEqual([what]);
    expect(page).toContain("replaceChildren");
  });

  it.skipIf(browser === undefined)("shows 300 packages in a browser, opened as a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "page-"));
    try {
      const path = join(folder, "build.html");
      writeFileSync(path, pageOfMany());
      const words = ["--no-sandbox", "--disable-gpu", "--dump-dom", `file://${path}#package-7`];
      const shown = execFileSync(browser ?? "", words, {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      expect(shown.match(/<tr[ >]/g)?.length).toBe(1 + 301);
      expect(shown.match(/class="task /g)?.length).toBe(201);
      expect(shown).toContain("201 of 301 tasks ran, with 4 jobs; critical path:");
      expect(shown).toMatch(/<h2>package-7<\/h2>.*package-6 came out different.*Needed by/s);
      expect(shown).toContain("1.23 MB in the image");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
