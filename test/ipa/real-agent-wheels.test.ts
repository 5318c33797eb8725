/**
 * The wheels of a real agent: Debian's ironic-python-agent and all that it requires, with their own metadata and code, out
 * of the image that test/support/agent-image makes. What Buildroot has packages for lies in the target; the rest is the
 * index. Without that image, or without pip, this is skipped.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentInitramfs, repack, unpackAgent } from "../external/real-agent.js";
import { available, Build, put, Upstream } from "../external/tree.js";
import { publish, putRecipe, wheelsOptions } from "../external/wheels.js";

const canRun =
  existsSync(agentInitramfs) &&
  available("/usr/bin/python3", "-m", "pip", "--version") &&
  available("zstd", "--version") &&
  available("cpio", "--version");

/** Of the agent's closure, what Buildroot has no package for. */
const FROM_INDEX = [
  "debtcollector",
  "eventlet",
  "fasteners",
  "flexcache",
  "flexparser",
  "futurist",
  "oslo.concurrency",
  "oslo.config",
  "oslo.context",
  "oslo.i18n",
  "oslo.log",
  "oslo.serialization",
  "oslo.service",
  "oslo.utils",
  "pint",
  "rfc3986",
  "stevedore",
  "tenacity",
  "tooz",
  "voluptuous",
];

describe.skipIf(!canRun)("the wheels of Debian's agent", () => {
  const debian = canRun ? mkdtempSync(join(tmpdir(), "debian ")) : "";
  let build: Build;
  let mirror: string;
  let site: string;
  let commit: string;

  beforeAll(async () => {
    build = new Build();
    site = join(build.target, "usr/lib/python3.13/site-packages");
    mirror = join(build.root, "mirror");
    mkdirSync(mirror);
    const python = ["usr/lib/python3*", "usr/lib/x86_64-linux-gnu/*", "usr/lib64/*", "usr/bin/python3*"];
    await unpackAgent(debian, ...python);
    mkdirSync(join(build.target, "usr/lib/python3.13"), { recursive: true });
    renameSync(join(debian, "usr/lib/python3/dist-packages"), site);
    repack(site, mirror, ...FROM_INDEX);
    const agent = new Upstream(join(build.root, "agent"));
    repack(site, agent.path, "--project", "ironic-python-agent");
    commit = agent.commit({});
    const requirements = new Upstream(join(build.root, "requirements"));
    // The versions that Debian tested together.
    const versions = readdirSync(mirror).map((file) => /^(.+?)-(.+?)-/.exec(file)?.slice(1) ?? []);
    requirements.commit({
      "upper-constraints.txt": `${versions.map((pair) => pair.join("===")).join("\n")}\ntzdata===2025.2\n`,
    });
    build.configure({
      ...wheelsOptions(agent, requirements, mirror),
      ...Object.fromEntries(recipes().map((symbol) => [symbol, true])),
    });
  }, 120_000);
  afterAll(() => {
    build.remove();
    rmSync(debian, { recursive: true, force: true });
  });

  /** A Buildroot whose packages are what lies in the target; gives their symbols. */
  function recipes(): readonly string[] {
    const packages = join(build.root, "buildroot/package");
    put(join(packages, "python3/python3.mk"), "PYTHON3_VERSION_MAJOR = 3.13\n");
    return readdirSync(site).flatMap((file) => {
      const [, distribution = "", version = ""] = /^(.+?)-(.+)\.(?:dist|egg)-info$/.exec(file) ?? [];
      if (distribution === "") return [];
      const name = `python-${distribution
        .toLowerCase()
        .replace(/[._]/g, "-")
        .replace(/^python-/, "")}`;
      return [putRecipe(packages, name, distribution, version)];
    });
  }

  const environment = () => ({
    TARGET_DIR: build.target,
    TOPDIR: join(build.root, "buildroot"),
    PIP_CONFIG_FILE: "/dev/null",
    PIP_FIND_LINKS: "",
  });

  async function tool(verb: string) {
    const words = [verb, join(build.root, "report.json")];
    const script = join(build.tree, "board/openstack/ipa/wheels-tool.sh");
    return await execa(script, words, { reject: false, env: build.environment(environment()) });
  }

  /** What is wrong with the target, in the words of the look at it that ends an installation. */
  function faults(): string {
    const program = join(build.tree, "board/openstack/ipa/wheels");
    const words = ["check", "--target", build.target, "--pydir", "python3.13", "--arch", "x86_64"];
    return execaSync("/usr/bin/python3", ["-B", program, ...words], { reject: false }).stderr;
  }

  /** Runs a program on Debian's Python, which sees its own library and the target, and nothing of this machine. */
  async function onTarget(program: string) {
    const usr = join(debian, "usr");
    const libraries = join(usr, "lib/x86_64-linux-gnu");
    const loader = join(usr, "lib64/ld-linux-x86-64.so.2");
    const words = ["--library-path", libraries, join(usr, "bin/python3.13"), "-B", "-S", "-c", program];
    return await execa(loader, words, {
      reject: false,
      extendEnv: false,
      env: { PYTHONHOME: usr, PYTHONPATH: site, LC_ALL: "C.UTF-8" },
    });
  }

  it("cannot be had where one is missing that its metadata require, though Debian does without", async () => {
    const { exitCode, stderr } = await tool("lock");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/tzdata==2025\.2: the index has neither .* name an index or a folder/);
  });

  it("are those that Buildroot has no package for, at the constraints' versions, locked", async () => {
    publish(mirror, "tzdata", "2025.2");
    const { exitCode, stderr } = await tool("lock");
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    const lock = JSON.parse(readFileSync(join(build.tree, "wheels.lock"), "utf8"));
    expect(lock.sources.OPENSTACK_IPA.commit).toBe(commit);
    expect(lock.wheels.map((each: { name: string }) => each.name)).toEqual(
      [...FROM_INDEX.map((name) => name.replace(".", "-")), "ironic-python-agent", "tzdata"].sort(),
    );
  });

  it("are in the target beside Buildroot's packages, and the target is whole", async () => {
    const { exitCode, stderr, stdout } = await build.run("post-build.sh", build.target, environment());
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("the agent is in the target");
    const verified = await tool("verify");
    expect(verified.stderr).toBe("");
    expect(verified.stdout).toContain("the target holds what the agent needs");
  });

  it("are all that the agent runs on: on the target's Python it imports, with every entry point", async () => {
    const { stderr, stdout } = await onTarget(`
import importlib.metadata, json, sys
agent = importlib.metadata.distribution("ironic-python-agent")
for point in agent.entry_points:
    # This one imports a module that Debian leaves out.
    if point.name != "mlnx":
        point.load()
import ironic_python_agent.version
from stevedore import extension
print(json.dumps({
    "version": ironic_python_agent.version.__version__,
    "extensions": extension.ExtensionManager("ironic_python_agent.extensions").names(),
    "from": sorted({name.split("/usr/")[0] for each in sys.modules.values() if (name := getattr(each, "__file__", None))}),
}))
`);
    expect(stderr).toBe("");
    const said = JSON.parse(stdout);
    expect(said.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(said.extensions).toEqual(expect.arrayContaining(["clean", "deploy", "image", "standby"]));
    expect(said.from).toEqual([debian, build.target].sort());
  });

  it("are complete only with each of them, which the look at the target knows as well as Python does", async () => {
    for (const [name, module, asker] of [
      ["fasteners", "fasteners", "(?:oslo-concurrency|tooz) "],
      ["flexparser", "flexparser", "pint "],
      ["urllib3", "urllib3", "requests "],
    ] as const) {
      const moved = readdirSync(site).filter((file) => file === module || file.startsWith(`${module}-`));
      const aside = mkdtempSync(join(build.root, "aside-"));
      for (const file of moved) renameSync(join(site, file), join(aside, file));
      expect(faults()).toMatch(
        new RegExp(`ipa: ${name}: ${asker}[0-9.]* requires it, and it is not in the target`),
      );
      const without = await onTarget(
        "import ironic_python_agent.cmd.agent, pint, oslo_concurrency.processutils, requests",
      );
      expect(without.stderr).toContain(`No module named '${module}'`);
      for (const file of moved) renameSync(join(aside, file), join(site, file));
    }
  });

  it("cannot be compiled ones: the symbol is named that has Buildroot build it, or that there is none", async () => {
    const less = (name: string) =>
      readFileSync(build.config, "utf8").replace(new RegExp(`^.*_${name}=y\n`, "m"), "");
    rmSync(join(build.tree, "wheels.lock"));
    repack(site, mirror, "psutil", "yappi");
    put(build.config, less("PSUTIL"));
    expect((await tool("lock")).stderr).toMatch(
      /psutil>=3\.2\.2: the index has only compiled wheels \(cp36-abi3[^)]*\) of it: set BR2_PACKAGE_PYTHON_PSUTIL=y, and Buildroot builds psutil [0-9.]+ for the target/,
    );
    put(build.config, `${less("YAPPI")}BR2_PACKAGE_PYTHON_PSUTIL=y\n`);
    rmSync(join(build.root, "buildroot/package/python-yappi"), { recursive: true });
    expect((await tool("lock")).stderr).toMatch(
      /yappi>=[0-9.]+: the index has only compiled wheels of it, and no source: Buildroot has no package for yappi/,
    );
  });
});
