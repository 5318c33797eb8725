"""Which Python distributions Buildroot has packages for, and which of them a configuration installs.

Read from the makefiles of package/python-*: a package is named after the
distribution, or its source archive is (PYTHON_PYYAML_SOURCE is pyyaml-6.0.3.tar.gz).
"""

import re
from dataclasses import dataclass
from pathlib import Path

from names import canonical

from .closure import Present


@dataclass(frozen=True)
class Package:
    """A package of Buildroot that installs a Python distribution."""

    symbol: str
    distribution: str
    version: str


def read_packages(buildroot):
    """Distribution -> Package, of a Buildroot tree; empty without one."""
    packages = {}
    for makefile in sorted(Path(buildroot).glob("package/python-*/python-*.mk")) if buildroot else []:
        # Without a Config.in it is for the build machine only.
        package = _read(makefile) if makefile.with_name("Config.in").exists() else None
        if package is not None:
            packages.setdefault(package.distribution, package)
            # python-dateutil is the package and the distribution, though its archive may be dateutil-*.
            packages.setdefault(canonical(makefile.stem), package)
    return packages


def _read(makefile):
    text = makefile.read_text(encoding="utf-8", errors="replace")
    name = makefile.stem
    prefix = re.escape(name.upper().replace("-", "_"))
    version = re.search(rf"^{prefix}_VERSION\s*=\s*(\S+)\s*$", text, re.M)
    if version is None:
        return None
    source = re.search(rf"^{prefix}_SOURCE\s*=\s*(\S+?)-\$\(", text, re.M)
    distribution = source.group(1) if source else name.removeprefix("python-")
    return Package(f"BR2_PACKAGE_{name.upper().replace('-', '_')}", canonical(distribution), version.group(1))


def enabled_symbols(config):
    """The symbols that are y in a .config."""
    with open(config, encoding="utf-8", errors="replace") as lines:
        return {line.split("=", 1)[0] for line in lines if line.rstrip("\n").endswith("=y")}


def will_install(packages, enabled):
    """Distribution -> Present: what Buildroot installs for a configuration, before it has."""
    return {
        distribution: Present(distribution, package.version, "Buildroot installs")
        for distribution, package in packages.items()
        if package.symbol in enabled
    }


def target_python(buildroot):
    """The version of the target's Python (3.14) that a Buildroot tree builds; None where that is not found."""
    path = Path(buildroot or "/nowhere") / "package/python3/python3.mk"
    if not path.exists():
        return None
    found = re.search(r"^PYTHON3_VERSION_MAJOR\s*=\s*([0-9.]+)", path.read_text(encoding="utf-8"), re.M)
    return found.group(1) if found else None
