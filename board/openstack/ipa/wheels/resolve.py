"""The agent and what it needs beside what Buildroot installs, as wheels unpacked in a folder."""

import subprocess
import sys
from pathlib import Path

from pip._vendor.packaging.specifiers import SpecifierSet

from .closure import installed, walk
from .trouble import Refusal
from .wheel_file import name_and_version

ROOT = "ironic-python-agent"
# Deeper no closure of Python packages goes; a circle of versions would.
ROUNDS = 20


def require_project(folder, where):
    """Raises Refusal for a folder that pip could not make a wheel of."""
    if not any((Path(folder) / name).is_file() for name in ("pyproject.toml", "setup.py")):
        raise Refusal(f"{where}: has neither pyproject.toml nor setup.py: is it the agent's repository?")


def resolve(store, agent, present, constraints, environment, stage, say):
    """
    Fills `stage` with the wheel file `agent` and all that its closure lacks beside `present` (name -> Present), at the
    versions of `constraints`. Returns (the lock's entries but the agent's, the Walk). Raises Refusal, or OutOfReach.
    """
    name, _ = name_and_version(agent)
    if name != ROOT:
        raise Refusal(f"OPENSTACK_IPA_GIT_URL: the project there is {name}, not {ROOT}: give the agent's repository")
    entries, wheels = [], [agent]
    for turn in range(1, ROUNDS + 1):
        # Python's importlib.metadata reads a wheel as it lies there: they are unpacked once, when all are known.
        there = {**installed(wheels, "the wheels have"), **present}
        found = walk(ROOT, there, environment)
        if found.wrong:
            raise Refusal("".join(f"{each}\nipa: " for each in found.wrong) + "the agent's requirements cannot be met: choose releases that belong together")
        if not found.missing:
            unpack(wheels, stage, environment["python_version"])
            return entries, found
        wanted = [_pinned(each, askers, constraints) for each, askers in sorted(found.missing.items())]
        say(f"round {turn}, adding: " + " ".join(f"{each}=={version}" if version else f"{each}{spec}" for each, version, spec in wanted))
        got = store.obtain(wanted)
        entries += [entry for _, entry in got]
        wheels += [path for path, _ in got]
    raise Refusal(f"the agent's requirements have no end after {ROUNDS} rounds: choose releases that belong together")


def _pinned(name, askers, constraints):
    specifier = SpecifierSet(",".join(str(requirement.specifier) for requirement, _ in askers if str(requirement.specifier)))
    version = constraints.get(name)
    if version is not None and not specifier.contains(version, prereleases=True):
        by = ", ".join(sorted({str(asker) for _, asker in askers if asker}))
        raise Refusal(f"upper-constraints.txt: names {name} {version}, and {by} requires {name}{specifier}: choose an agent and requirements that belong together")
    return name, version, specifier


def differences(used, constraints):
    """Sentences: what Buildroot installs at another version than the constraints name."""
    return [
        f"{name}: {each.origin} {each.version}, upper-constraints.txt names {constraints[name]}: it is used as it is"
        for name, each in sorted(used.items())
        if each.origin != "the wheels have" and constraints.get(name, each.version) != each.version
    ]


def unpack(wheels, stage, python):
    """Installs wheel files into a folder as pip does, for a Python that is not this one."""
    target = ["--only-binary", ":all:", "--platform", "any", "--implementation", "py", "--abi", "none", "--python-version", python]
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--no-index"]
    command += ["--no-deps", "--no-compile", "--upgrade", "--ignore-requires-python", *target, "--target", str(stage), "--", *map(str, wheels)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    if done.returncode != 0:
        raise Refusal(f"pip: cannot unpack {', '.join(Path(each).name for each in wheels)}: {done.stdout.strip()}")
