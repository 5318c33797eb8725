import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { execaSync } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { available, Build, put, Upstream } from "./tree.js";
import { commitAgent, installedByBuildroot, publish } from "./wheels.js";

const havePip = available("/usr/bin/python3", "-m", "pip", "--version");

/** The target's Python; the machine's own, so that what is installed can also be run here. */
const version = havePip
  ? execaSync("/usr/bin/python3", ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).stdout
  : "3";

describe.skipIf(!havePip)("installing the agent", () => {
  let build: Build;
  let agent: Upstream;
  let requirements: Upstream;
  let site: string;
  let mirror: string;

  beforeEach(() => {
    build = new Build();
    site = join(build.target, `usr/lib/python${version}/site-packages`);
    mirror = join(build.root, "mirror of wheels");
    mkdirSync(site, { recursive: true });
    mkdirSync(mirror);
    agent = new Upstream(join(build.root, "agent"));
    requirements = new Upstream(join(build.root, "requirements"));
    constrain();
    configure();
  });
  afterEach(() => build.remove());

  function constrain(...lines: string[]): string {
    return requirements.commit({ "upper-constraints.txt": ["# tested together", ...lines, ""].join("\n") });
  }

  function configure(release = "master", more: Record<string, boolean> = {}): void {
    build.configure({
      OPENSTACK_IPA: true,
      OPENSTACK_IPA_GIT_URL: agent.path,
      OPENSTACK_IPA_RELEASE: release,
      OPENSTACK_REQUIREMENTS_GIT_URL: `file://${requirements.path}`,
      OPENSTACK_REQUIREMENTS_RELEASE: "master",
      ...more,
    });
  }

  const run = (env: Record<string, string> = {}) =>
    build.run("post-build.sh", build.target, {
      PIP_NO_INDEX: "1",
      PIP_FIND_LINKS: pathToFileURL(mirror).href,
      ...env,
    });

  it("installs it with what is missing, at the versions the requirements name, and nothing else", async () => {
    publish(mirror, "oslo.demo", "1.5", ["deep-one>=1"]);
    publish(mirror, "oslo.demo", "2.0");
    publish(mirror, "deep-one", "1.0");
    installedByBuildroot(site, "in-target", "3.0");
    const commit = commitAgent(agent, "12.0.0", [
      "oslo.demo>=1",
      "in_target>=2",
      "only-old; python_version < '3.0'",
      "only-extra; extra == 'burnin'",
    ]);
    const constraints = constrain("oslo-demo===1.5", "deep-one===1.0", "deep-one===0.1;python_version<'3.0'");

    const { exitCode, stdout, stderr } = await run();
    expect(stderr).toBe("");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("round 1, adding: oslo-demo==1.5");
    expect(readdirSync(site).sort()).toEqual([
      "deep_one",
      "deep_one-1.0.dist-info",
      "in_target-3.0.dist-info",
      "ironic_python_agent",
      "ironic_python_agent-12.0.0.dist-info",
      "oslo_demo",
      "oslo_demo-1.5.dist-info",
    ]);
    expect(build.read("target/etc/ipa-release")).toBe(
      `IPA_COMMIT="${commit}"\nREQUIREMENTS_COMMIT="${constraints}"\n`,
    );
  });

  it("leaves a command that runs on the target's Python, and the metadata entry points need", async () => {
    commitAgent(agent, "12.0.0", []);
    await run();
    const script = join(build.target, "usr/bin/ironic-python-agent");
    expect(readFileSync(script, "utf8")).toMatch(/^#!\/usr\/bin\/python3\n/);
    expect(statSync(script).mode & 0o777).toBe(0o755);
    expect(execaSync("/usr/bin/python3", [script], { env: { PYTHONPATH: site } }).stdout).toBe(
      "ironic-python-agent 12.0.0",
    );
    expect(readdirSync(join(site, "ironic_python_agent-12.0.0.dist-info")).sort()).toEqual([
      "METADATA",
      "WHEEL",
      "entry_points.txt",
    ]);
  });

  it("leaves such a command also where the path of the Python that runs pip has a blank, or is long", async () => {
    put(join(build.root, "host/bin/.empty"), "");
    symlinkSync("/usr/bin/python3", join(build.root, "host/bin/python3"));
    commitAgent(agent, "12.0.0", []);
    expect((await run()).stderr).toBe("");
    const script = readFileSync(join(build.target, "usr/bin/ironic-python-agent"), "utf8");
    expect(script).toMatch(/^#!\/usr\/bin\/python3\n/);
    expect(script).not.toContain(build.root);
  });

  it("leaves out the tests that packages bring along, but not those of Buildroot's packages", async () => {
    publish(mirror, "oslo.demo", "1.5");
    put(join(site, "fast/tests/__init__.py"), "");
    commitAgent(agent, "12.0.0", ["oslo.demo"]);
    expect((await run()).stderr).toBe("");
    expect(readdirSync(join(site, "oslo_demo"))).toEqual(["__init__.py"]);
    expect(readdirSync(join(site, "ironic_python_agent"))).toEqual(["__init__.py"]);
    expect(readdirSync(join(site, "fast/tests"))).toEqual(["__init__.py"]);
  });

  it("does not replace a command that Buildroot installs", async () => {
    const path = put(join(build.target, "usr/bin/ironic-python-agent"), "somebody else's");
    commitAgent(agent, "12.0.0", []);
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /usr\/bin\/ironic-python-agent: Buildroot installs this file too, it would be replaced/,
    );
    expect(readFileSync(path, "utf8")).toBe("somebody else's");
  });

  it("leaves compiled files only, where the target's Python is configured so", async () => {
    mkdirSync(join(build.root, "host/bin"), { recursive: true });
    symlinkSync("/usr/bin/python3", join(build.root, `host/bin/python${version}`));
    configure("master", { BR2_PACKAGE_PYTHON3_PYC_ONLY: true });
    commitAgent(agent, "12.0.0", []);
    expect((await run()).exitCode).toBe(0);
    expect(readdirSync(join(site, "ironic_python_agent"))).toEqual(["__init__.pyc"]);
    const script = join(build.target, "usr/bin/ironic-python-agent");
    expect(execaSync("/usr/bin/python3", [script], { env: { PYTHONPATH: site } }).stdout).toBe(
      "ironic-python-agent 12.0.0",
    );
  });

  it("works without network and upstream the second time, from a tag", async () => {
    publish(mirror, "oslo.demo", "1.5");
    commitAgent(agent, "12.0.0", ["oslo.demo"]);
    agent.git("tag", "12.0.0");
    requirements.git("tag", "12.0.0");
    build.configure({
      OPENSTACK_IPA: true,
      OPENSTACK_IPA_GIT_URL: agent.path,
      OPENSTACK_IPA_RELEASE: "12.0.0",
      OPENSTACK_REQUIREMENTS_GIT_URL: requirements.path,
      OPENSTACK_REQUIREMENTS_RELEASE: "12.0.0",
    });
    expect((await run()).exitCode).toBe(0);
    const before = readdirSync(site);
    for (const path of [agent.path, requirements.path, mirror]) rmSync(path, { recursive: true });
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Python packages are in the cache");
    expect(readdirSync(site)).toEqual(before);
  });

  it("takes what wheels.sh made beforehand, and wheels.sh makes it once", async () => {
    publish(mirror, "oslo.demo", "1.5");
    installedByBuildroot(site, "in-target", "3.0");
    commitAgent(agent, "12.0.0", ["oslo.demo", "in-target"]);
    const link = join(build.root, "build/ipa-agent/wheels");
    const wheels = () =>
      execaSync(join(build.tree, "board/openstack/ipa/wheels.sh"), [link, build.target, build.root], {
        env: build.environment({ PIP_NO_INDEX: "1", PIP_FIND_LINKS: pathToFileURL(mirror).href }),
      }).stdout;
    expect(wheels()).toContain("round 1, adding: oslo-demo");
    expect(existsSync(join(link, "oslo_demo/__init__.py"))).toBe(true);
    expect(existsSync(join(link, "in_target"))).toBe(false);
    expect(existsSync(join(build.target, "usr/bin"))).toBe(false);
    rmSync(mirror, { recursive: true });
    expect(wheels()).toContain("Python packages are in the cache");
    const { exitCode, stdout } = await run();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Python packages are in the cache");
    expect(existsSync(join(site, "oslo_demo/__init__.py"))).toBe(true);
  });

  it("takes the earlier agent out when another is chosen, also what Buildroot compiled since, and all when it is off", async () => {
    publish(mirror, "oslo.demo", "1.5");
    commitAgent(agent, "11.0.0", ["oslo.demo"]);
    await run();
    const module = join(site, "oslo_demo/__init__.py");
    rmSync(module);
    put(`${module}c`, "compiled by a target-finalize hook");
    put(join(site, "kept.py"), "somebody else's");

    commitAgent(agent, "12.0.0", []);
    expect((await run()).exitCode).toBe(0);
    expect(existsSync(`${module}c`)).toBe(false);
    expect(existsSync(join(site, "ironic_python_agent-11.0.0.dist-info/METADATA"))).toBe(false);
    expect(existsSync(join(site, "ironic_python_agent-12.0.0.dist-info/METADATA"))).toBe(true);

    build.configure({ OPENSTACK_IPA: false });
    await run();
    const left = execaSync("find", [build.target, "-type", "f", "-printf", "%f\\n"]).stdout;
    expect(left).toBe("kept.py");
    expect(readdirSync(site)).toEqual(["kept.py"]);
  });

  it("runs the user's script when the agent is in place", async () => {
    commitAgent(agent, "12.0.0", []);
    put(join(build.tree, "scripts/post-build.sh"), '#!/bin/sh\nls "$1/usr/bin" > seen\n', 0o755);
    await run();
    expect(build.read("seen")).toBe("ironic-python-agent\n");
  });

  it("refuses a package of the target that is too old, and names it", async () => {
    installedByBuildroot(site, "in-target", "1.0");
    commitAgent(agent, "12.0.0", ["in-target>=2"]);
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /ironic-python-agent 12\.0\.0 requires in-target>=2, and the target has in-target 1\.0/,
    );
    expect(existsSync(join(build.target, "usr/bin/ironic-python-agent"))).toBe(false);
  });

  it("says what cannot be had, and where to get it instead", async () => {
    commitAgent(agent, "12.0.0", ["nowhere"]);
    constrain("nowhere===1.0");
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /nowhere==1\.0: the index has neither .* nor a source of it: name an index or a folder/,
    );
  });

  it("says that the target has no Python", async () => {
    commitAgent(agent, "12.0.0", []);
    rmSync(join(build.target, "usr"), { recursive: true });
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/no Python 3 in the target, .*BR2_PACKAGE_PYTHON3=y/);
  });

  it("says that the requirements repository is another one", async () => {
    commitAgent(agent, "12.0.0", []);
    requirements.git("rm", "--quiet", "upper-constraints.txt");
    requirements.commit({ README: "" });
    const { exitCode, stderr } = await run();
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/OPENSTACK_REQUIREMENTS_GIT_URL: no upper-constraints\.txt/);
  });
});
