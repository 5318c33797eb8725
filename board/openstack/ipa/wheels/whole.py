"""Whether a wheel made here holds the packages its source has: build tools leave out what a source does not list."""

import re
import tarfile
import zipfile
from pathlib import Path

PACKAGE = "__init__.py"


def left_out(source, wheel):
    """
    The packages ("a.b") that the source, an archive or a folder, has below a package of the wheel, that the wheel lacks,
    and that what it holds names. pbr for one takes the files that Git or a SOURCES.txt lists: an archive of a tag has
    neither, and its wheel only the topmost package. What nobody names (tests, examples) may be missing.
    """
    with zipfile.ZipFile(wheel) as archive:
        names = [each for each in archive.namelist() if not each.endswith("/")]
        texts = [archive.read(each).decode("utf-8", "replace") for each in names if each.endswith((".py", "entry_points.txt"))]
    have = _packages(names)
    lacking = sorted(each for each in _packages_of_source(source) - have if each.rpartition(".")[0] in have)
    return [each for each in lacking if any(_names(text, each) for text in texts)]


def _packages(names):
    return {each.removesuffix(PACKAGE).strip("/").replace("/", ".") for each in names if each.endswith(f"/{PACKAGE}")}


def _packages_of_source(source):
    source = Path(source)
    if source.is_dir():
        names = [path.relative_to(source).as_posix() for path in source.rglob(PACKAGE)]
    elif zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            names = [each.partition("/")[2] for each in archive.namelist()]
    else:
        with tarfile.open(source) as archive:
            names = [each.partition("/")[2] for each in archive.getnames()]
    return _packages(each.removeprefix("src/") for each in names)


def _names(text, package):
    """Whether Python or entry points mention the package, whole or as a name out of its parent."""
    parent, _, leaf = package.rpartition(".")
    whole = rf"\b{re.escape(package)}\b"
    return re.search(rf"^[^#\n]*{whole}|^\s*from\s+{re.escape(parent)}\s+import\s[^#\n]*\b{re.escape(leaf)}\b", text, re.M) is not None
