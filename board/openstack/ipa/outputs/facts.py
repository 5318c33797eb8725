"""What is in the image: packages as Buildroot tells them, Python packages as they lie in the target, the configuration."""

import importlib.metadata
import json
import re
from pathlib import Path

from digest import sha256_of
from names import canonical

# Values that say how to get in. Whether they are set may be known.
SECRET = re.compile(r"PASSWD|PASSWORD|SSH_KEY|SECRET|TOKEN|PROXY")


def read_packages(path):
    """Buildroot's packages that are in the image, by name; empty where make told nothing."""
    try:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    wanted = [each for each in told.values() if each.get("type") == "target" and not each.get("virtual")]
    return sorted(wanted, key=lambda each: each["name"])


def read_python(target):
    """The agent and the wheels beside it: what Buildroot has no package for."""
    sites = sorted(Path(target).glob("usr/lib/python3.*/site-packages"))
    found = []
    for distribution in importlib.metadata.distributions(path=[str(each) for each in sites]):
        metadata = distribution.metadata
        if metadata["Name"]:
            licence = metadata["License-Expression"] or _classifier(metadata) or metadata["License"] or ""
            found.append({"name": metadata["Name"], "version": distribution.version, "licenses": licence.strip().split("\n")[0], "path": distribution._path})
    return sorted(found, key=lambda each: each["name"].lower())


def _classifier(metadata):
    names = [each.split(" :: ")[-1] for each in metadata.get_all("Classifier") or [] if each.startswith("License :: ")]
    return ", ".join(name for name in names if name != "OSI Approved")


def own_python(python, packages):
    """Without those that a package of Buildroot's installed: each stands once."""
    known = {canonical(each["name"].removeprefix("python-")) for each in packages}
    sources = {canonical(re.sub(r"-[0-9].*$", "", download["source"])) for each in packages for download in each.get("downloads", [])}
    return [each for each in python if canonical(each["name"]) not in known | sources]


def read_configuration(path, places):
    """The symbols of a .config, without secrets, and with the names of folders in place of their paths."""
    settings = {}
    with open(path, encoding="utf-8", errors="replace") as lines:
        for line in lines:
            match = re.match(r"([A-Za-z0-9_]+)=(.*)$", line)
            if match is None:
                continue
            name, value = match.groups()
            if SECRET.search(name) and value.startswith('"'):
                value = '"(set)"' if value != '""' else '""'
            for place, word in places:
                value = value.replace(place, word)
            settings[name] = value.strip('"')
    return settings


def read_images(folder, left_out):
    """The files beside which the manifest lies: name, size, sha256."""
    return [
        {"name": path.name, "size": path.stat().st_size, "sha256": sha256_of(path)}
        for path in sorted(Path(folder).iterdir())
        if path.is_file() and not path.is_symlink() and path.name not in left_out
    ]
