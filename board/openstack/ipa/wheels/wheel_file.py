"""A wheel as a file: what its name says, and the same bytes from the same content (PEP 427)."""

import base64
import hashlib
import os
import re
import zipfile
from pathlib import Path

from names import canonical

from .trouble import Refusal

# The earliest time a zip archive can hold: a wheel made tomorrow is the same file.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def name_and_version(path):
    """What the file's name says: (canonical name, version)."""
    parts = Path(path).name.removesuffix(".whl").split("-")
    if len(parts) < 5:
        raise Refusal(f"{path}: is not named as a wheel is: get it again")
    return canonical(parts[0]), parts[1]


def is_pure(path):
    """Whether the wheel is for any machine, and holds no compiled file."""
    if not Path(path).name.endswith("-none-any.whl"):
        return False
    with zipfile.ZipFile(path) as archive:
        return not any(archive.open(each).read(4) == b"\x7fELF" for each in archive.infolist() if not each.is_dir())


def rewrite(source, target):
    """Copies a wheel made here: sorted, without times, and without the name and version of what made it."""
    with zipfile.ZipFile(source) as archive:
        entries = {each.filename: (archive.read(each), each.external_attr >> 16) for each in archive.infolist() if not each.is_dir()}
    record = next((name for name in entries if name.endswith(".dist-info/RECORD")), None)
    if record is None:
        raise Refusal(f"{source}: has no RECORD: is it a wheel? Get it again")
    wheel = record.removesuffix("RECORD") + "WHEEL"
    if wheel in entries:
        data, mode = entries[wheel]
        entries[wheel] = (re.sub(rb"^Generator:.*$", b"Generator: ipa-menuconfig", data, flags=re.M), mode)
    del entries[record]
    lines = []
    temporary = f"{target}.tmp.{os.getpid()}"
    with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(entries):
            data, mode = entries[name]
            _add(archive, name, data, 0o755 if mode & 0o100 else 0o644)
            digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
            lines.append(f"{name},sha256={digest},{len(data)}\n")
        _add(archive, record, "".join([*lines, f"{record},,\n"]).encode(), 0o644)
    os.replace(temporary, target)


def _add(archive, name, data, mode):
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.external_attr = (0o100000 | mode) << 16
    archive.writestr(entry, data)
