import { describe, expect, it } from "vitest";
import { char, ctrl, type Key, type Mouse, mouse, named, paste } from "../../src/menuconfig/keys.js";
import {
  DOUBLE_ESCAPE,
  ESCAPE_TIMEOUT,
  KeyDecoder,
  REMOTE_ESCAPE_TIMEOUT,
} from "../../src/menuconfig/terminal/key-decoder.js";

/** Feeds pieces one after the other, at the same time, and lets the timeout pass at the end. */
function keys(...pieces: (string | Buffer)[]): (Key | Mouse)[] {
  const decoder = new KeyDecoder();
  const out = pieces.flatMap((piece) =>
    decoder.feed(typeof piece === "string" ? Buffer.from(piece, "latin1") : piece, 0),
  );
  return decoder.timeout === null ? out : [...out, ...decoder.expire(ESCAPE_TIMEOUT)];
}

describe("keys of the keyboard", () => {
  it.each<[string, Key]>([
    ["\x1b[A", named("up")],
    ["\x1bOB", named("down")],
    ["\x1b[1;5C", named("right")],
    ["\x1b[5~", named("pageup")],
    ["\x1b[6~", named("pagedown")],
    ["\x1b[1~", named("home")],
    ["\x1bOF", named("end")],
    ["\x1b[3~", named("delete")],
    ["\x1b[Z", named("backtab")],
    ["\x1bOP", named("f1")],
    ["\x1b[[B", named("f2")],
    ["\x1b[15~", named("f5")],
    ["\r", named("enter")],
    ["\n", named("enter")],
    ["\t", named("tab")],
    ["\x7f", named("backspace")],
    ["\b", named("backspace")],
    ["\x03", ctrl("c")],
    ["q", char("q")],
  ])("%j", (bytes, key) => {
    expect(keys(bytes)).toEqual([key]);
    if (bytes.length > 1) expect(keys(...bytes), "byte by byte").toEqual([key]);
  });

  it("decodes several in one read", () => {
    expect(keys("a\x1b[B\ry")).toEqual([char("a"), named("down"), named("enter"), char("y")]);
  });

  it("puts letters together whose bytes come in two reads", () => {
    const bytes = Buffer.from("ü漢🚀");
    expect(keys(bytes)).toEqual([char("ü"), char("漢"), char("🚀")]);
    expect(keys(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual([
      char("ü"),
      char("漢"),
      char("🚀"),
    ]);
  });

  it("drops bytes that are no letter", () => {
    expect(keys("\xffa\xc3b")).toEqual([char("a"), char("b")]);
  });

  it.each([
    "\x1b[97;5u",
    "\x1b[27;5;97~",
    "\x1b[<0;10;20m",
    "\x1b[<35;10;20M",
    "\x1b[M !!",
    "\x1b[?62;4c",
    "\x1bn",
    "\x1b[200",
    "\x1b[12;3",
  ])("%j means nothing, and no part of it acts", (bytes) => {
    expect(keys(bytes)).toEqual([]);
    expect(keys(...bytes)).toEqual([]);
  });
});

describe("ESC", () => {
  const esc = Buffer.from("\x1b");

  it("waits a moment for the rest of a sequence, then is a key", () => {
    const decoder = new KeyDecoder();
    expect(decoder.feed(esc, 0)).toEqual([]);
    expect(decoder.timeout).toBe(ESCAPE_TIMEOUT);
    expect(decoder.expire(ESCAPE_TIMEOUT)).toEqual([named("lone-escape")]);
    expect(decoder.timeout).toBeNull();
  });

  it("waits longer at the other end of a network", () => {
    const decoder = new KeyDecoder(REMOTE_ESCAPE_TIMEOUT);
    decoder.feed(esc, 0);
    expect(decoder.timeout).toBe(REMOTE_ESCAPE_TIMEOUT);
  });

  it("twice is one answer, in one read or by a slow hand", () => {
    expect(keys("\x1b\x1b")).toEqual([named("escape")]);
    const decoder = new KeyDecoder();
    const press = (at: number) => [...decoder.feed(esc, at), ...decoder.expire(at)];
    expect(press(0)).toEqual([named("lone-escape")]);
    expect(press(DOUBLE_ESCAPE - 1)).toEqual([named("late-escape")]);
    expect(press(DOUBLE_ESCAPE)).toEqual([named("lone-escape")]);
    expect(press(3 * DOUBLE_ESCAPE)).toEqual([named("lone-escape")]);
  });

  it("before an arrow leaves the arrow whole", () => {
    expect(keys("\x1b\x1b[A")).toEqual([named("lone-escape"), named("up")]);
  });

  it.each([["[A"], ["[", "A"], ["OA"]])(
    "that was given up before %j came is no letter afterwards",
    (...rest) => {
      const decoder = new KeyDecoder();
      decoder.feed(esc, 0);
      expect(decoder.expire(ESCAPE_TIMEOUT)).toEqual([named("lone-escape")]);
      expect(rest.flatMap((piece) => decoder.feed(Buffer.from(piece), 500))).toEqual([named("up")]);
    },
  );
});

describe("the mouse", () => {
  it.each([
    ["\x1b[<0;10;20M", mouse("press", 9, 19)],
    ["\x1b[<64;1;1M", mouse("wheel-up", 0, 0)],
    ["\x1b[<65;200;60M", mouse("wheel-down", 199, 59)],
    ["\x1b[<16;3;4M", mouse("press", 2, 3)],
  ])("%j", (bytes, event) => {
    expect(keys(bytes)).toEqual([event]);
    expect(keys(...bytes), "byte by byte").toEqual([event]);
  });
});

describe("a paste", () => {
  it("is one key, whatever is in it", () => {
    expect(keys("\x1b[200~yes\x1b[A\rno\x1b[201~n")).toEqual([paste("yes\x1b[A\rno"), char("n")]);
  });

  it("may come in pieces, cut anywhere", () => {
    const bytes = Buffer.from("\x1b[200~grün\x1b[201~x");
    expect(keys(...[...bytes].map((byte) => Buffer.from([byte])))).toEqual([paste("grün"), char("x")]);
  });

  it("without an end ends when nothing more comes", () => {
    expect(keys("\x1b[200~abc")).toEqual([paste("abc")]);
  });
});
