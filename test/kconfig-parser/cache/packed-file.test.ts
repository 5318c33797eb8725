import { describe, expect, it } from "vitest";
import { pack, unpack } from "../../../src/kconfig-parser/src/cache/packed-file.js";

const packed = {
  header: { name: "ä" },
  sections: [Uint8Array.of(1, 2, 3), new Uint8Array(0), Uint8Array.of(9)],
};

describe("a packed file", () => {
  it("gives back what was put in, each section where numbers can be read in place", () => {
    const read = unpack(pack(packed));
    expect(read?.header).toEqual(packed.header);
    expect(read?.sections.map((section) => [...section])).toEqual([[1, 2, 3], [], [9]]);
    for (const section of read?.sections ?? []) expect(section.byteOffset % 8).toBe(0);
  });

  it("is nothing when it was cut, wherever", () => {
    const bytes = pack(packed);
    for (let length = 0; length < bytes.length; length++)
      expect(unpack(bytes.subarray(0, length))).toBeNull();
  });

  it("is nothing when any byte is another one", () => {
    const bytes = pack(packed);
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 0x20;
      expect(unpack(changed), `byte ${i}`).toBeNull();
    }
  });
});
