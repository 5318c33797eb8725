"""What a Python distribution requires, walked through what is there.

For the target's Python, not for the one that runs this. Sources: the METADATA
files of installed distributions (PEP 376, 508, 566) and upper-constraints.txt,
whose lines are NAME===VERSION[;MARKER].
"""

import importlib.metadata
import re
from dataclasses import dataclass, field

from names import canonical
from pip._vendor.packaging.requirements import InvalidRequirement, Requirement
from pip._vendor.packaging.specifiers import InvalidSpecifier, SpecifierSet


def marker_environment(python, machine="x86_64"):
    """The target as environment markers see it."""
    return {
        "implementation_name": "cpython",
        "implementation_version": python + ".0",
        "os_name": "posix",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": python + ".0",
        "python_version": python,
        "sys_platform": "linux",
    }


def applies(requirement, environment, extras=()):
    """Whether the requirement's marker holds for the target."""
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({**environment, "extra": extra}) for extra in extras or [""])


def read_constraints(path, environment):
    """The constraints that hold for the target: name -> version."""
    versions = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            match = re.match(r"([A-Za-z0-9._-]+)===?([^;\s]+)\s*(?:;(.*))?$", line.split("#", 1)[0].strip())
            if not match:
                continue
            name, version, marker = match.groups()
            if not marker or applies(Requirement(f"{name};{marker}"), environment):
                versions[canonical(name)] = version
    return versions


@dataclass(frozen=True)
class Present:
    """A distribution that is there, or that Buildroot will install: then nothing is known of what it requires."""

    name: str
    version: str
    origin: str
    requires: tuple = ()
    requires_python: str = ""


def installed(directories, origin):
    """The distributions in site-packages folders; the first folder wins, as it does for Python."""
    present = {}
    for distribution in importlib.metadata.distributions(path=[str(each) for each in directories]):
        name = distribution.metadata["Name"]
        if name:
            found = Present(
                canonical(name),
                distribution.version,
                origin,
                tuple(distribution.requires or ()),
                distribution.metadata["Requires-Python"] or "",
            )
            present.setdefault(found.name, found)
    return present


@dataclass
class Walk:
    """What a walk found."""

    missing: dict = field(default_factory=dict)
    """Name -> the requirements nobody satisfies."""
    wrong: list = field(default_factory=list)
    """Sentences: what is there and does not fit."""
    used: dict = field(default_factory=dict)
    """Name -> Present: the closure as far as it is there."""


def walk(root, present, environment):
    """Follows the requirements of `root` through what is present."""
    found = Walk()
    queue, seen = [(Requirement(root), None)], set()
    while queue:
        requirement, asker = queue.pop()
        name = canonical(requirement.name)
        key = (name, str(requirement.specifier), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        there = present.get(name)
        if there is None:
            found.missing.setdefault(name, []).append((requirement, asker))
            continue
        found.used[name] = there
        by = f"{asker} requires" if asker else "wanted is"
        if not requirement.specifier.contains(there.version, prereleases=True):
            found.wrong.append(
                f"{by} {requirement.name}{requirement.specifier}, and {there.origin} {name} {there.version}"
            )
        if there.requires_python and not _python_fits(there.requires_python, environment):
            found.wrong.append(
                f"{name} {there.version} is for Python {there.requires_python}, and the target has {environment['python_version']}"
            )
        for text in there.requires:
            try:
                wanted = Requirement(text)
            except InvalidRequirement:
                found.wrong.append(f"{name} {there.version}: '{text}' is no requirement")
                continue
            if applies(wanted, environment, requirement.extras):
                queue.append((wanted, f"{name} {there.version}"))
    found.wrong = sorted(set(found.wrong))
    return found


def _python_fits(specifier, environment):
    try:
        return SpecifierSet(specifier).contains(environment["python_full_version"], prereleases=True)
    except InvalidSpecifier:
        return True
