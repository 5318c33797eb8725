/** The look at a finished target, `wheels check`: each thing it looks for, broken by itself in a target that is whole. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execaSync } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { available, put, repository } from "../external/tree.js";
import { installedByBuildroot } from "../external/wheels.js";

const havePip = available("/usr/bin/python3", "-m", "pip", "--version");
const PYDIR = "python3.14";

/** The head of an ELF file for a machine (62: x86-64, 183: ARM64, 22: S/390), and nothing after it. */
function elf(machine: number, order: "little" | "big" = "little"): Buffer {
  const head = Buffer.alloc(64);
  head.write(`\u007fELF\u0002${order === "little" ? "\u0001" : "\u0002"}\u0001`, "latin1");
  if (order === "little") head.writeUInt16LE(machine, 18);
  else head.writeUInt16BE(machine, 18);
  return head;
}

describe.skipIf(!havePip)("a finished target", () => {
  let root: string;
  let target: string;
  let site: string;
  let bin: string;
  let info: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "target "));
    target = join(root, "target");
    site = join(target, `usr/lib/${PYDIR}/site-packages`);
    bin = join(target, "usr/bin");
    info = join(site, "ironic_python_agent-12.0.0.dist-info");
    installedByBuildroot(site, "ironic-python-agent", "12.0.0", [
      "oslo.demo>=1",
      "fast-lib>=2",
      "only-old; python_version < '3'",
      "only-extra; extra == 'burnin'",
    ]);
    installedByBuildroot(site, "oslo.demo", "1.5", ["Deep.One!=0.9"]);
    installedByBuildroot(site, "deep-one", "1.0");
    installedByBuildroot(site, "fast-lib", "2.1");
    put(
      join(info, "entry_points.txt"),
      "[console_scripts]\nironic-python-agent = agent.cmd:run\n[ironic_python_agent.hardware_managers]\ngeneric = agent.hardware:Generic\n",
    );
    put(join(site, "agent/cmd/__init__.py"), "");
    put(join(site, "agent/hardware.pyc"), "");
    put(join(bin, "ironic-python-agent"), "#!/usr/bin/python3\nimport agent.cmd\n", 0o755);
    put(join(site, "fast/core.cpython-314-x86_64-linux-gnu.so"), "");
    writeFileSync(join(site, "fast/core.cpython-314-x86_64-linux-gnu.so"), elf(62));
    // What Buildroot's own packages leave is no fault.
    put(join(site, "fast_lib-2.1.dist-info/RECORD"), "");
    put(
      join(root, "buildroot/package/python-fast/python-fast.mk"),
      "PYTHON_FAST_VERSION = 2.1\nPYTHON_FAST_SOURCE = fast_lib-$(PYTHON_FAST_VERSION).tar.gz\n",
    );
    put(join(root, "buildroot/package/python-fast/Config.in"), "");
    put(
      join(root, "installed.txt"),
      `usr/lib/${PYDIR}/site-packages/agent/hardware.pyc\0usr/bin/ironic-python-agent\0`,
    );
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function look(...more: string[]): {
    readonly faults: readonly string[];
    readonly exitCode: number | undefined;
  } {
    const program = join(repository, "board/openstack/ipa/wheels");
    const words = ["check", "--target", target, "--pydir", PYDIR, "--arch", "x86_64"];
    const places = ["--buildroot", join(root, "buildroot"), "--installed", join(root, "installed.txt")];
    const run = execaSync("/usr/bin/python3", ["-B", program, ...words, ...places, ...more], {
      reject: false,
    });
    const lines = run.stderr.split("\n").filter(Boolean);
    return { faults: lines.map((line) => line.replace(/^ipa: /, "")), exitCode: run.exitCode };
  }

  it("that is whole has no fault", () => {
    expect(look()).toEqual({ faults: [], exitCode: 0 });
  });

  const remove = (name: string) => rmSync(join(site, name), { recursive: true });
  const write = (name: string, text = "") => put(join(site, name), text);

  /** What is broken, how, and all that is said of it. */
  const broken: readonly [string, () => void, ...RegExp[]][] = [
    [
      "a requirement of a requirement is missing",
      () => remove("deep_one-1.0.dist-info"),
      /^deep-one: oslo-demo 1\.5 requires it, and it is not in the target: run `ipa-image build` again$/,
    ],
    [
      "one is missing that Buildroot has a package for",
      () => remove("fast_lib-2.1.dist-info"),
      /^fast-lib: ironic-python-agent 12\.0\.0 requires it, and it is not in the target: set BR2_PACKAGE_PYTHON_FAST=y$/,
    ],
    [
      "one is too old",
      () => {
        remove("fast_lib-2.1.dist-info");
        installedByBuildroot(site, "fast-lib", "1.9");
      },
      /^ironic-python-agent 12\.0\.0 requires fast-lib>=2, and the target has fast-lib 1\.9$/,
    ],
    [
      "one is of a version that another one excludes",
      () => {
        remove("deep_one-1.0.dist-info");
        installedByBuildroot(site, "deep-one", "0.9");
      },
      /^oslo-demo 1\.5 requires Deep\.One!=0\.9, and the target has deep-one 0\.9$/,
    ],
    [
      "one is for another Python",
      () =>
        write(
          "deep_one-1.0.dist-info/METADATA",
          "Metadata-Version: 2.1\nName: deep-one\nVersion: 1.0\nRequires-Python: <3.14\n",
        ),
      /^deep-one 1\.0 is for Python <3\.14, and the target has 3\.14$/,
    ],
    [
      "the agent is missing",
      () => remove("ironic_python_agent-12.0.0.dist-info"),
      /^ironic-python-agent: it is not in the target: run `ipa-image build` again$/,
    ],
    [
      "the agent's entry points are missing",
      () => remove("ironic_python_agent-12.0.0.dist-info/entry_points.txt"),
      /^ironic_python_agent-12\.0\.0\.dist-info: has no entry points: the agent finds its hardware managers by them$/,
    ],
    [
      "the module of an entry point is missing",
      () => remove("agent/hardware.pyc"),
      /^ironic_python_agent\.hardware_managers generic: its module agent\.hardware is missing$/,
    ],
    [
      "the agent's command is missing",
      () => rmSync(join(bin, "ironic-python-agent")),
      /^usr\/bin\/ironic-python-agent: is missing: the agent's wheel has it as a command$/,
    ],
    [
      "the agent's command starts a Python of the build machine",
      () => put(join(bin, "ironic-python-agent"), "#!/home/me/output/host/bin/python3\n", 0o755),
      /^usr\/bin\/ironic-python-agent: begins with '#!\/home\/me\/output\/host\/bin\/python3', and the target's Python is \/usr\/bin\/python3: /,
    ],
    [
      "the agent's command cannot be started",
      () => chmodSync(join(bin, "ironic-python-agent"), 0o644),
      /^usr\/bin\/ironic-python-agent: is not executable: /,
    ],
    [
      "a library is for another machine",
      () => writeFileSync(write("fast/more.so"), elf(183)),
      /^fast\/more\.so: is for another machine \(ELF machine 183\) than x86_64: .*clean the package that installs it$/,
    ],
    [
      "a library is for another machine with the other order of bytes",
      () => writeFileSync(write("fast/more.so"), elf(22, "big")),
      /^fast\/more\.so: is for another machine \(ELF machine 22\) than x86_64: /,
    ],
    [
      "a library is for the build machine's Python",
      () => writeFileSync(write("fast/more.cpython-311-x86_64-linux-gnu.so"), elf(62)),
      /^fast\/more\.cpython-311-x86_64-linux-gnu\.so: is for CPython 311, the target's is 314: /,
    ],
    [
      "a wheel brought a library, though it be for the right machine",
      () => writeFileSync(join(site, "agent/hardware.pyc"), elf(62)),
      /^usr\/lib\/python3\.14\/site-packages\/agent\/hardware\.pyc: is compiled for a machine: it came with a wheel/,
    ],
    [
      "pip is left",
      () => {
        write("pip/__init__.py");
        write("pip-24.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: pip\nVersion: 24.0\n");
        for (const name of ["pip3", "pipesz", "pipe_progress"]) put(join(bin, name), "");
      },
      /^usr\/bin\/pip3: is left over from pip: remove it$/,
      /site-packages\/pip-24\.0\.dist-info: is left over from pip/,
      /site-packages\/pip: is left over from pip/,
    ],
    [
      "the paths of the build machine are left in the agent's metadata",
      () => {
        write("ironic_python_agent-12.0.0.dist-info/RECORD");
        write("ironic_python_agent-12.0.0.dist-info/direct_url.json");
      },
      /RECORD: is left over from pip/,
      /direct_url\.json: is left over from pip/,
    ],
    [
      "pip installed something beside the agent",
      () => write("deep_one-1.0.dist-info/INSTALLER", "pip\n"),
      /deep_one-1\.0\.dist-info\/INSTALLER: is left over from pip/,
    ],
  ];

  it.each(broken)("is refused where %s", (_, spoil, ...sentences) => {
    spoil();
    const { exitCode, faults } = look();
    expect(exitCode).toBe(1);
    expect(faults.toSorted()).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)));
  });

  it("may have pip where Buildroot's configuration wants it", () => {
    write("pip/__init__.py");
    expect(look("--pip-wanted").faults).toEqual([]);
  });
});
