/** wheels-tool.sh, which `ipa-image wheels` and the look before a build run: with made-up packages and a folder as index. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { available, Build, put, Upstream } from "../external/tree.js";
import {
  commitAgent,
  publish,
  publishCompiled,
  publishSource,
  putRecipe,
  wheelsOptions,
} from "../external/wheels.js";

const havePip = available("/usr/bin/python3", "-m", "pip", "--version");

interface Locked {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
  readonly from: string;
}

describe.skipIf(!havePip)("the wheels of the agent", () => {
  let build: Build;
  let agent: Upstream;
  let requirements: Upstream;
  let mirror: string;
  let topdir: string;

  beforeEach(() => {
    build = new Build();
    mirror = join(build.root, "mirror of wheels");
    topdir = join(build.root, "buildroot");
    mkdirSync(mirror);
    agent = new Upstream(join(build.root, "agent"));
    requirements = new Upstream(join(build.root, "requirements"));
    put(
      join(topdir, "package/python3/python3.mk"),
      "PYTHON3_VERSION_MAJOR = 3.14\nPYTHON3_VERSION = $(PYTHON3_VERSION_MAJOR).5\n",
    );
    recipe("python-fast", "fast_lib", "7.2");
    constrain("oslo-demo===1.5");
    configure();
  });
  afterEach(() => build.remove());

  const recipe = (name: string, distribution: string, version: string) =>
    putRecipe(join(topdir, "package"), name, distribution, version);

  const constrain = (...lines: string[]) =>
    requirements.commit({ "upper-constraints.txt": `${lines.join("\n")}\n` });

  function configure(more: Record<string, string | boolean> = {}): void {
    build.configure({
      ...wheelsOptions(agent, requirements, mirror),
      ...more,
    });
  }

  async function tool(verb: string, env: Record<string, string> = {}) {
    const report = join(build.root, "report.json");
    const { exitCode, stdout, stderr } = await execa(
      join(build.tree, "board/openstack/ipa/wheels-tool.sh"),
      [verb, report],
      {
        reject: false,
        env: build.environment({
          TOPDIR: topdir,
          TARGET_DIR: build.target,
          PIP_CONFIG_FILE: "/dev/null",
          ...env,
        }),
      },
    );
    return { exitCode, stdout, stderr };
  }

  const lockFile = () => join(build.tree, "wheels.lock");
  const lock = () => JSON.parse(readFileSync(lockFile(), "utf8")) as { wheels: Locked[]; sources: unknown };

  it("are locked by their sha256, with the commits of their sources; made again they are the same bytes", async () => {
    publish(mirror, "oslo.demo", "1.5");
    publishSource(mirror, "made-here", "2.0");
    const commit = commitAgent(agent, "12.0.0", ["oslo.demo>=1", "made-here", "fast-lib>=7"]);
    configure({ BR2_PACKAGE_PYTHON_FAST: true });
    const { exitCode, stdout, stderr } = await tool("lock");
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("adding: made-here oslo-demo==1.5");
    expect(lock().wheels.map(({ name, version, from }) => `${name} ${version} ${from}`)).toEqual([
      "ironic-python-agent 12.0.0 source",
      "made-here 2.0 sdist",
      "oslo-demo 1.5 wheel",
    ]);
    expect(JSON.stringify(lock().sources)).toContain(commit);
    // The agent's own is kept as well: made again it would need its build tools.
    expect(readdirSync(join(build.downloads, "ipa/wheels"))).toContain(
      "ironic_python_agent-12.0.0-py3-none-any.whl",
    );
    // From nothing, and at another time: what is made of sources is the same file, of the commit that is locked.
    rmSync(join(build.downloads, "ipa"), { recursive: true });
    commitAgent(agent, "13.0.0", []);
    const verified = await tool("verify");
    expect(verified.stderr).toBe("");
    expect(verified.stdout).toContain(`agent ${commit}`);
    // All is in the cache now: nobody is asked.
    rmSync(mirror, { recursive: true });
    expect((await tool("verify", { IPA_OFFLINE: "1" })).exitCode).toBe(0);
  });

  it("are refused when their bytes are not the locked ones, at the index or in the lock", async () => {
    publish(mirror, "oslo.demo", "1.5");
    commitAgent(agent, "12.0.0", ["oslo.demo"]);
    expect((await tool("lock")).exitCode).toBe(0);
    rmSync(join(build.downloads, "ipa/wheels"), { recursive: true });
    publish(mirror, "oslo.demo", "1.5", ["evil; python_version < '3'"]);
    const { exitCode, stderr } = await tool("preflight");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^ipa: oslo_demo-1\.5-py3-none-any\.whl: its sha256 is [0-9a-f]{64}, and .*wheels\.lock has [0-9a-f]{64}: the file is damaged, or another one/m,
    );
    writeFileSync(lockFile(), "{}");
    expect((await tool("verify")).stderr).toMatch(/wheels\.lock: is not a lock: make it again/);
  });

  it("are refused when the configuration has moved away from the lock", async () => {
    commitAgent(agent, "12.0.0", []);
    expect((await tool("lock")).exitCode).toBe(0);
    agent.git("branch", "stable");
    configure({ OPENSTACK_IPA_RELEASE: "stable" });
    const { exitCode, stderr } = await tool("preflight");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /the configuration asks for OPENSTACK_IPA at stable, and the lock is of master: run `ipa-image wheels lock`/,
    );
  });

  it("name what Buildroot would have to install instead of a compiled wheel", async () => {
    publishCompiled(mirror, "fast-lib", "7.2");
    commitAgent(agent, "12.0.0", ["fast-lib"]);
    const { exitCode, stderr } = await tool("preflight");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /fast-lib: the index has only compiled wheels .*: set BR2_PACKAGE_PYTHON_FAST=y, and Buildroot builds fast-lib 7\.2/,
    );
  });

  it("are refused when compiled files hide in one that says it is for any machine", async () => {
    publish(mirror, "sly", "1.0", [], "\u007fELF and so on");
    commitAgent(agent, "12.0.0", ["sly"]);
    const { exitCode, stderr } = await tool("preflight");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /sly-1\.0-py3-none-any\.whl: holds compiled files, .*Buildroot has no package for sly/,
    );
  });

  it("are refused when one made of a source lacks a package that it needs, and may lack what nobody names", async () => {
    const files = { "half/__init__.py": "", "half/sources/__init__.py": "", "half/tests/__init__.py": "" };
    publishSource(mirror, "half", "2.0", files);
    commitAgent(agent, "12.0.0", ["half"]);
    expect(await tool("preflight")).toMatchObject({ exitCode: 0, stderr: "" });
    const backend = readFileSync(join(build.root, "half-2.0/backend.py"), "utf8");
    const needing = backend.replace("version = {version!r}", "from half import sources");
    rmSync(join(build.downloads, "ipa/wheels"), { recursive: true });
    publishSource(mirror, "half", "2.0", { ...files, "backend.py": needing });
    const { exitCode, stderr } = await tool("preflight");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /half-2\.0-py3-none-any\.whl: lacks half\.sources, which it needs and half-2\.0\.tar\.gz has: .*take a source archive that the project made/,
    );
  });

  it("are refused when the agent's own is compiled", async () => {
    commitAgent(agent, "12.0.0", []);
    const backend = readFileSync(join(agent.path, "backend.py"), "utf8");
    agent.commit({
      "backend.py": backend.replace("version = {version!r}", "\x7fELF = {version!r}"),
    });
    const { exitCode, stderr } = await tool("preflight");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/ironic_python_agent-12\.0\.0-py3-none-any\.whl: is compiled for this machine/);
  });

  it("cannot be had beside a version that Buildroot installs, or that the constraints name: said before a build", async () => {
    configure({ BR2_PACKAGE_PYTHON_FAST: true });
    commitAgent(agent, "12.0.0", ["fast-lib>=8"]);
    expect((await tool("preflight")).stderr).toMatch(
      /ironic-python-agent 12\.0\.0 requires fast-lib>=8, and Buildroot installs fast-lib 7\.2/,
    );
    commitAgent(agent, "12.0.0", ["oslo.demo>=2"]);
    expect((await tool("preflight")).stderr).toMatch(
      /upper-constraints\.txt: names oslo-demo 1\.5, and ironic-python-agent 12\.0\.0 requires oslo-demo>=2: choose/,
    );
  });

  it("are of a folder as it stands, with what is not committed, and nothing is written there", async () => {
    const folder = join(build.root, "my agent");
    const mine = new Upstream(folder);
    commitAgent(mine, "12.0.0", []);
    writeFileSync(
      join(folder, "backend.py"),
      readFileSync(join(folder, "backend.py"), "utf8").replace("12.0.0", "12.0.1"),
    );
    const before = readdirSync(folder);
    configure({ OPENSTACK_IPA_SOURCE_DIR: folder });
    const { exitCode, stderr } = await tool("preflight");
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    const report = JSON.parse(build.read("report.json")) as {
      sources: { OPENSTACK_IPA: { commit: string } };
    };
    expect(report.sources.OPENSTACK_IPA.commit).toBe("local directory");
    expect(readdirSync(folder)).toEqual(before);
    expect(readdirSync(join(build.downloads, "ipa/wheels"))).toEqual([]);
  });

  it("cannot be made of a repository that is no Python project, or another's", async () => {
    agent.commit({ README: "no project" });
    expect((await tool("preflight")).stderr).toMatch(/agent: has neither pyproject\.toml nor setup\.py/);
    configure({ OPENSTACK_IPA_RELEASE: "nowhere" });
    expect((await tool("preflight")).stderr).toMatch(
      /has no branch, tag or commit 'nowhere': check the name/,
    );
  });

  it("of an index that cannot be reached, or a repository, end it with what to do", async () => {
    commitAgent(agent, "12.0.0", ["oslo.demo"]);
    configure({ OPENSTACK_IPA_WHEELS_INDEX: "http://127.0.0.1:9/simple" });
    const index = await tool("preflight", { PIP_RETRIES: "0" });
    expect(index.exitCode).toBe(6);
    expect(index.stderr).toMatch(
      /^ipa: pip: cannot get oslo-demo==1\.5: check the network, or name a mirror or a directory of wheels/m,
    );
    configure({ OPENSTACK_IPA_GIT_URL: "http://127.0.0.1:9/agent" });
    const repository = await tool("preflight");
    expect(repository.exitCode).toBe(1);
    expect(repository.stderr).toMatch(
      /OPENSTACK_IPA_GIT_URL: cannot fetch http:\/\/127\.0\.0\.1:9\/agent: check the address and the network/,
    );
  });

  it("of a server that was never asked cannot be had offline", async () => {
    configure({ OPENSTACK_IPA_GIT_URL: "https://agent.invalid/x" });
    const { exitCode, stderr } = await tool("preflight", { IPA_OFFLINE: "1" });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/'master' of https:\/\/agent\.invalid\/x was never fetched, and --offline/);
  });
});
