import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { execaSync } from "execa";
import { put, type Upstream } from "./tree.js";

/** What makes a wheel: a zip of a module and its metadata. Run by Python, so it needs no package of its own. */
const writeWheel = `
import os, zipfile

def write_wheel(directory, name, version, requires, script=None, more="", tag="py3-none-any"):
    module = name.replace("-", "_").replace(".", "_")
    info = f"{module}-{version}.dist-info"
    file = f"{module}-{version}-{tag}.whl"
    files = {
        f"{module}/__init__.py": f"version = {version!r}\\ndef run():\\n    print({name!r}, version)\\n",
        # Many a package brings its tests with it.
        f"{module}/tests/__init__.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n"
            + "".join(f"Requires-Dist: {line}\\n" for line in requires),
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    if script:
        files[f"{info}/entry_points.txt"] = f"[console_scripts]\\n{script} = {module}:run\\n"
    if more:
        files[f"{module}/data"] = more
    record = f"{info}/RECORD"
    with zipfile.ZipFile(os.path.join(directory, file), "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(record, "".join(f"{path},,\\n" for path in [*files, record]))
    return file
`;

/** Puts a wheel into `directory`, as a mirror of the package index would offer it. */
export function publish(
  directory: string,
  name: string,
  version: string,
  requires: readonly string[] = [],
  data = "",
): void {
  mkdirSync(directory, { recursive: true });
  const program = `${writeWheel}\nimport sys\nwrite_wheel(*sys.argv[1:4], sys.argv[5:], more=sys.argv[4])`;
  execaSync("/usr/bin/python3", ["-c", program, directory, name, version, data, ...requires]);
}

/** Puts a wheel there that is for one machine only. */
export function publishCompiled(directory: string, name: string, version: string): void {
  const program = `${writeWheel}\nimport sys\nwrite_wheel(*sys.argv[1:4], [], tag="cp314-cp314-manylinux_2_28_s390x")`;
  execaSync("/usr/bin/python3", ["-c", program, directory, name, version]);
}

/** Puts a source archive there that builds into a wheel with no build tool from outside, which takes nothing of `more`. */
export function publishSource(
  directory: string,
  name: string,
  version: string,
  more: Readonly<Record<string, string>> = {},
): void {
  const folder = join(directory, "..", `${name.replace("-", "_")}-${version}`);
  const backend = `${writeWheel}
def build_wheel(directory, settings=None, metadata=None):
    return write_wheel(directory, ${JSON.stringify(name)}, ${JSON.stringify(version)}, [])
`;
  put(join(folder, "backend.py"), backend);
  put(join(folder, "PKG-INFO"), `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`);
  put(
    join(folder, "pyproject.toml"),
    '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
  );
  for (const [path, text] of Object.entries(more)) put(join(folder, path), text);
  execaSync("tar", [
    "-czf",
    join(directory, `${basename(folder)}.tar.gz`),
    "-C",
    dirname(folder),
    basename(folder),
  ]);
}

/** Commits a source tree that builds into the agent's wheel with no build tool from outside. */
export function commitAgent(upstream: Upstream, version: string, requires: readonly string[]): string {
  const backend = `${writeWheel}
def build_wheel(directory, settings=None, metadata=None):
    return write_wheel(directory, "ironic-python-agent", ${JSON.stringify(version)}, ${JSON.stringify(requires)}, "ironic-python-agent")
`;
  return upstream.commit({
    "backend.py": backend,
    "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
  });
}

/** Puts a distribution into the target as a Buildroot package would have installed it. */
export function installedByBuildroot(
  sitePackages: string,
  name: string,
  version: string,
  requires: string[] = [],
): void {
  put(
    join(sitePackages, `${name.replaceAll("-", "_")}-${version}.dist-info/METADATA`),
    [
      "Metadata-Version: 2.1",
      `Name: ${name}`,
      `Version: ${version}`,
      ...requires.map((r) => `Requires-Dist: ${r}`),
      "",
    ].join("\n"),
  );
}

/** A package of Buildroot's, below `packages`, that installs a Python distribution. Gives its symbol. */
export function putRecipe(packages: string, name: string, distribution: string, version: string): string {
  const prefix = name.toUpperCase().replaceAll("-", "_");
  put(
    join(packages, name, `${name}.mk`),
    `${prefix}_VERSION = ${version}\n${prefix}_SOURCE = ${distribution}-$(${prefix}_VERSION).tar.gz\n`,
  );
  put(join(packages, name, "Config.in"), "");
  return `BR2_PACKAGE_${prefix}`;
}

/** The options of an image with the agent of these repositories, and wheels from this index. */
export const wheelsOptions = (agent: Upstream, requirements: Upstream, index: string) => ({
  OPENSTACK_IPA: true,
  OPENSTACK_IPA_GIT_URL: agent.path,
  OPENSTACK_IPA_RELEASE: "master",
  OPENSTACK_REQUIREMENTS_GIT_URL: requirements.path,
  OPENSTACK_REQUIREMENTS_RELEASE: "master",
  OPENSTACK_IPA_WHEELS_INDEX: index,
});
