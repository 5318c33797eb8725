#!/usr/bin/env python3
"""Print what a Python distribution still lacks, one pinned requirement a line.

Walks from --root through the requirements of everything found in the given
directories, for the target's Python and not for the one running this. A
requirement nobody satisfies is printed with the version the constraints give
it. Exit code 1, with a sentence for each, if a version that is there does not
fit, for installing a second one beside it would be wrong.
"""

import argparse
import importlib.metadata
import re
import sys

from pip._vendor.packaging.requirements import InvalidRequirement, Requirement


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def marker_environment(python):
    return {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": "x86_64",
        "platform_python_implementation": "CPython",
        "platform_system": "Linux",
        "python_full_version": python + ".0",
        "python_version": python,
        "sys_platform": "linux",
    }


def wanted(requirement, environment, extras):
    if requirement.marker is None:
        return True
    return any(requirement.marker.evaluate({**environment, "extra": extra}) for extra in extras or [""])


def read_constraints(path, environment):
    """name -> version of upper-constraints.txt; lines are NAME===VERSION[;MARKER]."""
    versions = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.split("#", 1)[0].strip()
            match = re.match(r"([A-Za-z0-9._-]+)===?([^;\s]+)\s*(?:;(.*))?$", line)
            if not match:
                continue
            name, version, marker = match.groups()
            if marker and not wanted(Requirement(f"{name};{marker}"), environment, []):
                continue
            versions[canonical(name)] = version
    return versions


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", required=True)
    parser.add_argument("--python", required=True, help="the target's version, such as 3.14")
    parser.add_argument("--constraints", required=True)
    parser.add_argument("directory", nargs="+")
    options = parser.parse_args()

    environment = marker_environment(options.python)
    constraints = read_constraints(options.constraints, environment)
    present = {}
    for distribution in importlib.metadata.distributions(path=options.directory):
        name = distribution.metadata["Name"]
        if name:
            present.setdefault(canonical(name), distribution)

    missing, wrong, seen, queue = {}, [], set(), [Requirement(options.root)]
    while queue:
        requirement = queue.pop()
        name = canonical(requirement.name)
        key = (name, str(requirement.specifier), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        distribution = present.get(name)
        if distribution is None:
            pin = constraints.get(name)
            missing[name] = f"{name}=={pin}" if pin else f"{name}{requirement.specifier}"
            continue
        if not requirement.specifier.contains(distribution.version, prereleases=True):
            wrong.append(f"{requirement} is required, and {name} {distribution.version} is there")
        for text in distribution.requires or []:
            try:
                next_requirement = Requirement(text)
            except InvalidRequirement:
                wrong.append(f"{name} {distribution.version}: '{text}' is no requirement")
                continue
            if wanted(next_requirement, environment, requirement.extras):
                queue.append(next_requirement)

    for sentence in sorted(wrong):
        print(f"ipa: {sentence}", file=sys.stderr)
    for line in sorted(missing.values()):
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
