import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository, temporaryFolder } from "../cli/rig.js";
import { ARCHITECTURES } from "./architectures.js";
import { parseOptions, usage } from "./options.js";

/** A folder that is there: it is looked into when kernels are built. */
const source = repository;
const work = "/no/such/work";

function optionsOf(...argv: string[]) {
  const parsed = parseOptions(["--source", source, "--work", work, ...argv]);
  if (parsed.kind !== "run") throw new Error(parsed.kind === "wrong" ? parsed.message : parsed.kind);
  return parsed.options;
}

const message = (...argv: string[]) => {
  const parsed = parseOptions(["--source", source, ...argv]);
  return parsed.kind === "wrong" ? parsed.message : parsed.kind;
};

/** A file that begins as a program for a processor does. */
function program(machine: number): string {
  const folder = temporaryFolder();
  const header = Buffer.alloc(64);
  header.write("\x7fELF", "latin1");
  header.writeUInt16LE(machine, 18);
  writeFileSync(join(folder, "busybox"), header);
  return join(folder, "busybox");
}

describe("the options of the kernels' proof", () => {
  it("are all explained by --help", () => {
    expect(parseOptions(["--help"])).toEqual({ kind: "help" });
    const names = "arch source work profiles by-fragment jobs busybox no-boot help".split(" ");
    for (const name of names) expect(usage).toContain(`--${name} `);
  });

  it("choose the fragments of the architecture, and keep its kernels apart", () => {
    const { kernels, work: folder } = optionsOf("--profiles", "ci,base", "--no-boot");
    expect(folder).toBe(work);
    expect(kernels).toEqual([
      { name: "ci", choice: { arch: "x86", profile: "ci" } },
      { name: "base", choice: { arch: "x86", profile: null, more: ["x86"] } },
    ]);
    const arm = optionsOf("--arch", "aarch64", "--profiles", "base", "--no-boot");
    expect(arm.kernels).toEqual([
      { name: "base", choice: { arch: "arm64", profile: null, more: ["arm64"] } },
    ]);
    expect(arm.work).not.toBe(folder);
    expect(arm.unpacked).toBe(work);
  });

  it("want a BusyBox of the architecture, unless nothing is booted", () => {
    expect(optionsOf("--no-boot").busybox).toBeNull();
    const arm = program(ARCHITECTURES.aarch64.elfMachine);
    expect(optionsOf("--arch", "aarch64", "--busybox", arm).busybox).toBe(arm);
    expect(message("--arch", "aarch64")).toMatch(
      /^--arch aarch64: there is no BusyBox .*: give --busybox PATH/,
    );
    expect(message("--busybox", arm)).toMatch(/^--busybox .*: is no program for x86: /);
    expect(message("--arch", "aarch64", "--busybox", join(repository, "package.json"))).toMatch(
      /is no program/,
    );
    expect(message("--busybox", "/no/busybox")).toMatch(/^--busybox \/no\/busybox: is not there: install/);
  });

  it("that are wrong are named in one sentence", () => {
    expect(message("--bogus")).toMatch(/^Unknown option '--bogus'/);
    expect(message("--arch", "mips")).toBe("--arch mips: name x86 or aarch64");
    expect(message("--arch", "toString")).toBe("--arch toString: name x86 or aarch64");
    expect(message("--jobs", "0")).toBe("--jobs 0: give a number from 1 on");
    expect(message("--profiles", "ci,huge")).toBe("--profiles huge: name base, ci, server, full");
    expect(message("--source", "/no/tree", "--no-boot")).toMatch(
      /^--source \/no\/tree: is not there: install/,
    );
  });
});
