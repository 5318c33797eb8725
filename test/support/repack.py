"""Makes wheels of distributions that lie installed in a folder, as Debian's packages leave them, and takes them out of it.

    repack.py SITE OUT NAME...             each as a wheel in the folder OUT
    repack.py SITE OUT --project NAME      as a project in OUT, of which pip makes the wheel: this file is its backend

A distribution with a compiled module becomes a wheel for the CPython in that module's name.
"""

import importlib.metadata
import os
import re
import shutil
import sys
import zipfile
from pathlib import Path


def canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def find(site, name):
    """The metadata folder, and the files and folders of modules."""
    for each in importlib.metadata.distributions(path=[str(site)]):
        if canonical(each.metadata["Name"]) == canonical(name):
            info = Path(each._path)
            tops = (each.read_text("top_level.txt") or canonical(name).replace("-", "_")).split()
            modules = [path for top in tops for path in [site / top, site / f"{top}.py", *site.glob(f"{top}.cpython-*.so")] if path.exists()]
            return each, info, modules
    sys.exit(f"{site}: has no {name}")


def unfold(site, name, folder):
    """Moves a distribution into `folder` as a wheel's content lies there."""
    distribution, info, modules = find(site, name)
    there = folder / f"{canonical(name).replace('-', '_')}-{distribution.version}.dist-info"
    there.mkdir(parents=True)
    shutil.copy(info / ("PKG-INFO" if info.name.endswith(".egg-info") else "METADATA"), there / "METADATA")
    if (info / "entry_points.txt").exists():
        shutil.copy(info / "entry_points.txt", there)
    for module in modules:
        shutil.move(module, folder / module.name)
    shutil.rmtree(info)
    for cache in list(folder.rglob("__pycache__")):
        shutil.rmtree(cache)


def zip_up(folder, out):
    """The wheel of an unfolded distribution; gives its file name."""
    info = next(folder.glob("*.dist-info"))
    compiled = sorted(path.name for path in folder.rglob("*.so"))
    tag = "py3-none-any"
    if compiled:
        own = re.search(r"\.cpython-(\d+)", compiled[0])
        tag = f"cp{own[1]}-cp{own[1]}-linux_x86_64" if own else "cp36-abi3-linux_x86_64"
    name = f"{info.name.removesuffix('.dist-info')}-{tag}.whl"
    (info / "WHEEL").write_text(f"Wheel-Version: 1.0\nGenerator: repack\nRoot-Is-Purelib: {str(not compiled).lower()}\nTag: {tag}\n")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.relative_to(folder).parts[0] not in LEFT_OUT)
    with zipfile.ZipFile(Path(out) / name, "w") as archive:
        for path in files:
            archive.write(path, path.relative_to(folder))
        record = "".join(f"{path.relative_to(folder)},,\n" for path in files)
        archive.writestr(f"{info.name}/RECORD", f"{record}{info.name}/RECORD,,\n")
    return name


# Of a project, what is not the distribution's.
LEFT_OUT = {".git", "build", "pyproject.toml", "repack.py"}


def build_wheel(directory, settings=None, metadata=None):
    """What pip calls in a project."""
    return zip_up(Path.cwd(), directory)


def main(site, out, *names):
    if names[0] == "--project":
        unfold(site, names[1], out)
        shutil.copy(__file__, out / "repack.py")
        (out / "pyproject.toml").write_text('[build-system]\nrequires = []\nbuild-backend = "repack"\nbackend-path = ["."]\n')
        return
    for name in names:
        folder = out / f"{name}.tmp.{os.getpid()}"
        unfold(site, name, folder)
        zip_up(folder, out)
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), *sys.argv[3:])
