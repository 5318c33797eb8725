"""Writes manifest.json, sbom.cdx.json and legal-info.tar.xz beside the images. Called by post-image.sh.

Exit code: 0, or 1 with a sentence on standard error.
"""

import argparse
import json
import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

# pylint: disable=wrong-import-position
from outputs import facts, legal, sbom  # noqa: E402

OWN = ("manifest.json", "sbom.cdx.json", "legal-info.tar.xz", "sha256sums")


def write_json(path, value):
    temporary = path.with_name(f".{path.name}.tmp.{os.getpid()}")
    temporary.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
    os.replace(temporary, path)


def main():
    parser = argparse.ArgumentParser(prog="outputs", description=__doc__.splitlines()[0])
    for name in ("images", "target", "config", "facts", "base", "tree", "sources"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    images = Path(options.images)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    epoch = int(epoch) if epoch and epoch.isdigit() else None
    packages = facts.read_packages(options.facts)
    python = facts.own_python(facts.read_python(options.target), packages)
    places = [(options.tree, "$(BR2_EXTERNAL_IPA_PATH)"), (options.base, "$(BASE_DIR)"), (os.getcwd(), "$(TOPDIR)")]
    settings = facts.read_configuration(options.config, sorted((each for each in places if each[0] != "/"), key=lambda each: -len(each[0])))
    name = settings.get("BR2_TARGET_GENERIC_HOSTNAME") or "image"
    agent = next((each["version"] for each in python if each["name"] == "ironic-python-agent"), "")
    write_json(images / "sbom.cdx.json", sbom.bill(name, agent, packages, python, epoch))
    texts = legal.write_legal(images / "legal-info.tar.xz", packages, python, options.base, epoch)
    try:
        sources = json.loads(Path(options.sources).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        sources = {}
    manifest = {
        "format": 1,
        "name": name,
        "buildroot": os.environ.get("BR2_VERSION_FULL", ""),
        "sources": sources,
        "images": facts.read_images(images, OWN),
        "packages": [{key: each.get(key, "") for key in ("name", "version", "licenses")} for each in packages],
        "python": [{key: each[key] for key in ("name", "version", "licenses")} for each in python],
        "configuration": settings,
    }
    write_json(images / "manifest.json", manifest)
    print(f"ipa: {len(packages)} packages, {len(python)} Python packages and {texts} licence texts are in {images}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
