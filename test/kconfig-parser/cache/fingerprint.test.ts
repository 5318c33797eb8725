import { describe, expect, it } from "vitest";
import { fingerprint, fingerprintText } from "../../../src/kconfig-parser/src/cache/fingerprint.js";

const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");
const hex = (text: string): string => Buffer.from(fingerprint(bytes(text))).toString("hex");

describe("a fingerprint", () => {
  it("has 128 bits and is the same for the same bytes, wherever they lie", () => {
    const large = Buffer.from(`x${"config A\n".repeat(1000)}`, "latin1");
    expect(fingerprint(large.subarray(1))).toEqual(fingerprint(bytes("config A\n".repeat(1000))));
    expect(fingerprintText("abc")).toMatch(/^[0-9a-f]{32}$/);
  });

  it("differs for texts that differ in a bit, in their order, or in zeros at the end", () => {
    const texts = new Set<string>();
    const text = "config BR2_PACKAGE_X\n\tbool";
    for (let at = 0; at < text.length; at++)
      for (let bit = 0; bit < 8; bit++)
        texts.add(
          hex(text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << bit)) + text.slice(at + 1)),
        );
    for (let zeros = 0; zeros < 40; zeros++) texts.add(hex("\0".repeat(zeros)));
    texts.add(hex("0123456789abcdefABCDEFGHIJKLMNOP"));
    texts.add(hex("ABCDEFGHIJKLMNOP0123456789abcdef"));
    expect(texts.size).toBe(text.length * 8 + 40 + 2);
  });

  it("spreads a small difference over all of its bits", () => {
    let changed = 0;
    for (let i = 0; i < 500; i++) {
      const [a, b] = [fingerprint(bytes(`${i}`)), fingerprint(bytes(`${i}.`))];
      a.forEach((byte, place) => {
        for (let x = byte ^ (b[place] ?? 0); x > 0; x >>= 1) changed += x & 1;
      });
    }
    expect(changed / 500).toBeGreaterThan(60);
    expect(changed / 500).toBeLessThan(68);
  });
});
