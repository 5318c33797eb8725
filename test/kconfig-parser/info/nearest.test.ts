import { nearest } from "kconfig-parser";
import { describe, expect, it } from "vitest";

describe("nearest()", () => {
  const names = ["WIFI", "WIFI_EXTRA", "ETHERNET", "B", "NET"];

  it("finds what was misspelt by a letter or two, the nearest first", () => {
    expect(nearest("WIFFI", names)).toEqual(["WIFI"]);
    expect(nearest("ETHRNET", names)).toEqual(["NET", "ETHERNET"]);
  });

  it("finds what a word is part of, the shortest first", () => {
    expect(nearest("WIFI", names)).toEqual(["WIFI", "WIFI_EXTRA"]);
  });

  it("does not take a letter of a word for a name", () => {
    expect(nearest("NOBODY", names)).toEqual([]);
  });
});
