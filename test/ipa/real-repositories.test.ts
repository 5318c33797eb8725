/**
 * The wheels of the agent at its newest stable branch: its own repository, the constraints of OpenStack, the source of
 * everything that it requires from the project's own public repository, and the packages of the Buildroot in buildroot/.
 * Minutes of work. Skipped where those repositories cannot be asked; IPA_TEST_MIRROR names a folder that has them
 * instead, each as OWNER+NAME/repo.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa, execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agentInitramfs, repack, unpackAgent } from "../external/real-agent.js";
import { buildroot, haveBuildroot, put, repository } from "../external/tree.js";

const REF = "stable/2026.1";
const AGENT = "https://opendev.org/openstack/ironic-python-agent";
const REQUIREMENTS = "https://opendev.org/openstack/requirements";
const OPENSTACK = [
  ...["pbr", "stevedore", "tooz", "futurist", "debtcollector", "oslo.config", "oslo.concurrency"],
  ...["oslo.log", "oslo.utils", "oslo.i18n", "oslo.context", "oslo.serialization"],
];
/** Distribution -> where its source is; the tag is its version. */
const SOURCES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(OPENSTACK.map((name) => [name, `https://opendev.org/openstack/${name}`])),
  tenacity: "https://github.com/jd/tenacity",
  fasteners: "https://github.com/harlowja/fasteners",
  voluptuous: "https://github.com/alecthomas/voluptuous",
  rfc3986: "https://github.com/python-hyper/rfc3986",
};
/** Of Debian's packages: what is no repository of this kind, and what the others are built with. */
const DEBIAN = ["pint", "flexcache", "flexparser", "setuptools"];
const BUILD_TOOLS = ["packaging", "wheel", "typing_extensions"];
const SCM = { url: "https://github.com/pypa/setuptools_scm", version: "8.1.0", tag: "v8.1.0" };

/** Git's word for "there instead of here", in the environment. */
function elsewhere(): Record<string, string> {
  const mirror = process.env.IPA_TEST_MIRROR;
  const pairs = [AGENT, REQUIREMENTS, SCM.url, ...Object.values(SOURCES)].flatMap((url) => {
    const place = join(mirror ?? "", url.split("/").slice(-2).join("+"), "repo");
    return mirror !== undefined && existsSync(place) ? [[`url.${place}.insteadOf`, url] as const] : [];
  });
  return Object.fromEntries([
    ["GIT_CONFIG_COUNT", String(pairs.length)],
    ...pairs.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
}

const git = (args: readonly string[], timeout = 300_000) =>
  execaSync("git", [...args], { reject: false, timeout, env: { ...elsewhere(), GIT_TERMINAL_PROMPT: "0" } });

const canRun =
  haveBuildroot &&
  existsSync(agentInitramfs) &&
  [AGENT, REQUIREMENTS, ...Object.values(SOURCES)].every(
    (url) => !git(["ls-remote", "--quiet", "--", url, "HEAD"], 5000).failed,
  );

describe.skipIf(!canRun)(`the wheels of the agent at ${REF}`, { timeout: 30 * 60_000 }, () => {
  const root = canRun ? mkdtempSync(join(tmpdir(), "repositories-")) : "";
  const index = join(root, "index");
  const output = join(root, "output");
  let constraints: string;

  const versionOf = (name: string) => new RegExp(`^${name}===([^;\\s]+)`, "im").exec(constraints)?.[1] ?? "";

  beforeAll(async () => {
    mkdirSync(index);
    const requirements = join(root, "requirements");
    git(["clone", "--quiet", "--depth=1", `--branch=${REF}`, "--", REQUIREMENTS, requirements]);
    constraints = readFileSync(join(requirements, "upper-constraints.txt"), "utf8");
    for (const [name, url] of Object.entries(SOURCES)) archive(name, versionOf(name), url, versionOf(name));
    archive("setuptools_scm", SCM.version, SCM.url, SCM.tag);
    await unpackAgent(root, "usr/lib/python3/*");
    const debian = join(root, "usr/lib/python3/dist-packages");
    cpSync(join(debian, "setuptools/_vendor"), join(root, "vendored"), { recursive: true });
    repack(debian, index, ...DEBIAN);
    repack(join(root, "vendored"), index, ...BUILD_TOOLS);
  }, 600_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  /** A source archive of a tag, which says its version as one from a package index does. */
  function archive(name: string, version: string, url: string, tag: string): void {
    const folder = join(root, `${name}-${version}`);
    const { failed, stderr } = git(["clone", "--quiet", "--depth=1", `--branch=${tag}`, "--", url, folder]);
    if (failed) throw new Error(`${url} at ${tag}: ${stderr}`);
    rmSync(join(folder, ".git"), { recursive: true });
    put(join(folder, "PKG-INFO"), `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`);
    // pbr puts the files of Git into a wheel, or those that a source archive lists; its own it finds otherwise.
    if (OPENSTACK.includes(name) && name !== "pbr") {
      const files = execaSync("find", [".", "-type", "f", "-printf", "%P\n"], { cwd: folder }).stdout;
      put(join(folder, `${name}.egg-info/SOURCES.txt`), `${files}\n`);
    }
    execaSync("tar", ["-czf", join(index, `${name}-${version}.tar.gz`), "-C", root, `${name}-${version}`]);
  }

  async function image(...words: string[]) {
    const places = ["--output", output, "--buildroot", buildroot];
    return await execa(process.execPath, [join(repository, "dist/cli/ipa-image.js"), ...words, ...places], {
      reject: false,
      env: {
        ...elsewhere(),
        BR2_DL_DIR: join(root, "dl"),
        PIP_CONFIG_FILE: "/dev/null",
        PIP_FIND_LINKS: "",
      },
    });
  }

  it("are had from their sources, at the constraints' versions, beside what Buildroot installs", async () => {
    const configured = await image("config", "openstack_ipa_defconfig");
    expect(configured.exitCode, configured.stderr).toBe(0);
    // The defconfig's own addresses, at a branch that is there in this year and the next.
    const config = readFileSync(join(output, ".config"), "utf8");
    expect(config).toContain(`OPENSTACK_IPA_GIT_URL="${AGENT}"`);
    put(
      join(output, ".config"),
      config.replace(/^(OPENSTACK_(?:IPA|REQUIREMENTS)_RELEASE)=.*$/gm, `$1="${REF}"`),
    );
    const lockFile = join(root, "wheels.lock");
    const { exitCode, stderr, stdout } = await image(
      "wheels",
      "lock",
      "--json",
      "--lock",
      lockFile,
      "--index",
      index,
    );
    expect(exitCode, stderr).toBe(0);
    const report = JSON.parse(stdout);
    const lock = JSON.parse(readFileSync(lockFile, "utf8"));
    const wheels = new Map<string, string>(
      lock.wheels.map((each: { name: string; version: string }) => [each.name, each.version]),
    );

    const agent = join(root, "agent");
    git(["clone", "--quiet", "--depth=1", `--branch=${REF}`, "--", AGENT, agent]);
    const head = git(["-C", agent, "rev-parse", "HEAD"]).stdout;
    expect(lock.sources.OPENSTACK_IPA).toEqual({ url: AGENT, ref: REF, commit: head });
    // Each line of the real requirements.txt is met, by Buildroot or by a wheel.
    const direct = readFileSync(join(agent, "requirements.txt"), "utf8")
      .split("\n")
      .flatMap((line) => /^[A-Za-z][\w.-]*/.exec(line)?.[0].toLowerCase().replace(/[._]/g, "-") ?? []);
    expect(direct.length).toBeGreaterThan(10);
    expect(direct.filter((name) => !wheels.has(name) && !(name in report.fromBuildroot))).toEqual([]);
    for (const name of wheels.keys()) expect(name in report.fromBuildroot, name).toBe(false);
    for (const name of Object.keys(SOURCES)) {
      const entry = lock.wheels.find((each: { name: string }) => each.name === name.replace(".", "-"));
      expect(entry, name).toMatchObject({ version: versionOf(name), from: "sdist" });
    }
    // With all in the cache nobody is asked any more.
    rmSync(index, { recursive: true });
    const verified = await image("wheels", "verify", "--offline", "--lock", lockFile);
    expect(verified.exitCode, verified.stderr).toBe(0);
  });
});
