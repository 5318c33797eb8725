import { describe, expect, it } from "vitest";
import { diffText } from "../../../src/kconfig-parser/src/merge/diff-configs.js";
import { mergeFragments, missedText } from "../../../src/kconfig-parser/src/merge/merge-fragments.js";

const options = { prefix: "CONFIG_", tellRedundant: false, keepBuiltin: false, quiet: false };
const base = 'CONFIG_A=y\nCONFIG_B=y\nCONFIG_S="x"\n';
const fragment = { name: "f", text: '# CONFIG_A is not set\nCONFIG_B=m\nCONFIG_S="x"\n' };

describe("merging fragments", () => {
  it("takes the later setting and tells what it was", () => {
    const { text, messages, redefined } = mergeFragments(base, [fragment], options);
    expect(text).toBe('\n# CONFIG_A is not set\nCONFIG_B=m\nCONFIG_S="x"\n');
    expect(redefined).toBe(true);
    expect(messages).toBe(
      "Merging f\nValue of CONFIG_A is redefined by fragment f:\nPrevious value: CONFIG_A=y\n" +
        "New value: # CONFIG_A is not set\n\nValue of CONFIG_B is redefined by fragment f:\n" +
        "Previous value: CONFIG_B=y\nNew value: CONFIG_B=m\n\n",
    );
  });

  it("keeps y against m when told to, and tells of what is said twice", () => {
    const { text, messages } = mergeFragments(base, [fragment], {
      ...options,
      keepBuiltin: true,
      tellRedundant: true,
    });
    expect(text).toBe('CONFIG_B=y\n\n# CONFIG_A is not set\nCONFIG_S="x"\n');
    expect(messages).toContain("-y passed, will not demote y to m\n");
    expect(messages).toContain("Value of CONFIG_S is redundant by fragment f:\n");
  });

  it("tells what did not come out as asked for", () => {
    expect(missedText("CONFIG_A=y\n# CONFIG_B is not set\n", "CONFIG_A=y\n", "CONFIG_")).toBe(
      "Value requested for CONFIG_B not in final .config\nRequested value:  # CONFIG_B is not set\nActual value:     \n\n",
    );
  });
});

describe("comparing configurations", () => {
  const after = 'CONFIG_B=m\nCONFIG_S="x"\nCONFIG_N=1\n# CONFIG_Z is not set\n';

  it("lists what is gone, what changed and what is new", () => {
    expect(diffText(base, after, "CONFIG_", false)).toBe("-A y\n B y -> m\n+N 1\n+Z n\n");
  });

  it("or what changed and what is new, as a fragment", () => {
    expect(diffText(base, after, "CONFIG_", true)).toBe("CONFIG_B=m\nCONFIG_N=1\n# CONFIG_Z is not set\n");
  });
});
