import { describe, expect, it } from "vitest";
import { configValues, pathsInValues, rootsOf } from "../../../src/buildroot/incremental/config-values.js";

describe("the values of a configuration", () => {
  it("are its settings without quotes, without what decides nothing", () => {
    const text =
      '# BR2_A is not set\nBR2_B=y\nBR2_C="two \\"words\\""\nBR2_DL_DIR="/dl"\nBR2_JLEVEL=0\nOPENSTACK_IPA=y\n';
    expect([...configValues(text)]).toEqual([
      ["BR2_B", "y"],
      ["BR2_C", 'two "words"'],
      ["OPENSTACK_IPA", "y"],
    ]);
  });

  it("name files: words with a slash, as make would see them", () => {
    const values = configValues(
      'BR2_EXTERNAL_IPA_PATH="/ipa"\nBR2_X="$(BR2_EXTERNAL_IPA_PATH)/a.sh /abs/b plain $(UNKNOWN)/c"\nBR2_Y="system/table.txt"\nBR2_Z="https://example.org/x"\n',
    );
    expect(pathsInValues(values, rootsOf(values, "/br", "/out"))).toEqual([
      "/abs/b",
      "/br/system/table.txt",
      "/ipa",
      "/ipa/a.sh",
    ]);
  });
});
