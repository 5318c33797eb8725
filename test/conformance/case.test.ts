import { describe, expect, it } from "vitest";
import { beforeErrors, differences } from "./case.js";

const said = (status: string, stdout: string, stderr = "") => ({
  "--oldconfig": `${status}\n${stdout}${beforeErrors}${stderr}`,
});
const question = "Limit (LIMIT) [-1] \n";
const ended = "\nerror: no value for new symbol 'LIMIT' at end of input\n";

describe("where C asks one question for ever", () => {
  it("nothing differs when the engine said the same until then, and ends", () => {
    const c = said("SIGKILL", `Title\n${question.repeat(50)}Lim`);
    expect(differences(c, said("1", `Title\n${question.repeat(2)}`, ended))).toEqual([]);
    for (const other of [
      "Kconfig:3: choice 'Width': none of its values can be chosen: give one a prompt that can be seen\n",
      "kconf: standard input: it ended, and a question has no answer yet: answer it\n",
    ])
      expect(differences(c, said("1", `Title\n${question}`, other))).toEqual([]);
  });

  it("another question before, another warning, another end or no end of the engine are differences", () => {
    const c = said("SIGKILL", `Title\n${question.repeat(50)}`, "warning\n");
    expect(differences(c, said("1", `Title\n${question}`, `warning\n${ended}`))).toEqual([]);
    const reads = "\nError in reading or end of file.\n";
    const readsOn = said("SIGKILL", question.repeat(9), `warning\n${reads.repeat(9)}\nErr`);
    expect(differences(readsOn, said("1", question, `warning\n${reads}${ended}`))).toEqual([]);
    expect(differences(readsOn, said("1", question, `${reads}${ended}`))).toHaveLength(1);
    expect(differences(c, said("1", `Other\n${question}`, `warning\n${ended}`))).toHaveLength(1);
    expect(differences(c, said("1", `Title\n${question}`, ended))).toHaveLength(1);
    expect(differences(c, said("1", `Title\n${question}`, "warning\nerror: no such file\n"))).toHaveLength(1);
    expect(differences(c, said("0", `Title\n${question}`, `warning\n${ended}`))).toHaveLength(1);
    expect(differences(said("0", question), said("1", question, ended))).toHaveLength(1);
  });
});
