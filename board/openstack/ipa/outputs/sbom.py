"""A bill of materials as CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/)."""

import re
import uuid
from datetime import datetime, timezone

NAMESPACE = uuid.UUID("6f0a1c0e-5d0f-5f0e-9a6e-3b0f6a3d6f11")


def licences(text):
    """By name: whether a text is an expression of SPDX only a list of theirs could say."""
    return [{"license": {"name": name.strip()}} for name in re.split(r",\s*(?![^()]*\))", text) if name.strip()] if text else []


def component_of_package(package):
    found = {
        "type": "operating-system" if package["name"] == "linux" else "application" if package["name"] == "busybox" else "library",
        "bom-ref": f"buildroot:{package['name']}",
        "name": package["name"],
        "version": package.get("version", ""),
        "licenses": licences(package.get("licenses", "")),
        "cpe": package.get("cpe-id", ""),
        "externalReferences": [
            {"type": "source-distribution", "url": re.sub(r"^\w+\+", "", download["uris"][0].replace("|urlencode", "")) + "/" + download["source"]}
            for download in package.get("downloads", [])
            if download.get("uris")
        ],
    }
    return {key: value for key, value in found.items() if value}


def component_of_python(distribution):
    name = re.sub(r"[-_.]+", "-", distribution["name"]).lower()
    found = {
        "type": "library",
        "bom-ref": f"python:{name}",
        "name": distribution["name"],
        "version": distribution["version"],
        "purl": f"pkg:pypi/{name}@{distribution['version']}",
        "licenses": licences(distribution["licenses"]),
    }
    return {key: value for key, value in found.items() if value}


def bill(name, version, packages, python, epoch):
    """The whole bill. `epoch`: seconds, or None; then there is no time in it."""
    components = [*map(component_of_package, packages), *map(component_of_python, python)]
    names = {package["name"] for package in packages}
    dependencies = [
        {"ref": f"buildroot:{package['name']}", "dependsOn": sorted(f"buildroot:{each}" for each in set(package.get("dependencies", [])) if each in names)}
        for package in packages
    ]
    root = {"type": "firmware", "bom-ref": "image", "name": name, **({"version": version} if version else {})}
    dependencies.append({"ref": "image", "dependsOn": [each["bom-ref"] for each in components]})
    metadata = {"component": root, "tools": {"components": [{"type": "application", "name": "ipa-menuconfig"}]}}
    if epoch is not None:
        metadata["timestamp"] = datetime.fromtimestamp(epoch, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    content = repr([(each["bom-ref"], each.get("version")) for each in components]) + name + version
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, content)}",
        "version": 1,
        "metadata": metadata,
        "components": components,
        "dependencies": dependencies,
    }
