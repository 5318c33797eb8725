"""The licences as one archive: a table of what is in the image, and their texts as far as they are at hand."""

import csv
import io
import lzma
import tarfile
from pathlib import Path


def write_legal(path, packages, python, base, epoch):
    """
    Writes legal-info.tar.xz; the same content is the same bytes. Sources of the packages are not in it: `make
    legal-info` collects these. Returns how many texts it holds.
    """
    files = {}
    rows = [["name", "version", "licenses", "license files", "source"]]
    for package in packages:
        names = package.get("license_files", [])
        sources = " ".join(each["source"] for each in package.get("downloads", []))
        rows.append([package["name"], package.get("version", ""), package.get("licenses", ""), " ".join(names), sources])
        for name in names:
            _take(files, f"{package['name']}-{package.get('version', '')}/{name}", Path(base) / package.get("source_dir", "") / name)
    for each in python:
        texts = sorted(path for path in Path(each["path"]).rglob("*") if path.is_file() and ("licenses" in path.parts or path.name.upper().startswith(("LICENSE", "COPYING", "NOTICE"))))
        rows.append([each["name"], each["version"], each["licenses"], " ".join(path.name for path in texts), "wheel"])
        for text in texts:
            _take(files, f"python-{each['name']}-{each['version']}/{text.relative_to(each['path'])}", text)
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows(rows)
    files["manifest.csv"] = table.getvalue().encode()
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for name in sorted(files):
            entry = tarfile.TarInfo(f"legal-info/{name}")
            entry.size, entry.mtime, entry.mode = len(files[name]), epoch or 0, 0o644
            archive.addfile(entry, io.BytesIO(files[name]))
    Path(path).write_bytes(lzma.compress(plain.getvalue(), preset=6))
    return len(files) - 1


def _take(files, name, path):
    try:
        files[name] = path.read_bytes()
    except OSError:
        pass
