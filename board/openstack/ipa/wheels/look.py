"""Looks at what was made: the closure is met, the entry points are there, nothing of the build machine is left."""

import configparser
import re
from pathlib import Path

from .closure import installed, walk
from .resolve import ROOT

# e_machine of an ELF file (System V ABI), by Buildroot's BR2_ARCH.
ELF_MACHINES = {"x86_64": 62, "i386": 3, "aarch64": 183, "arm": 40, "riscv": 243, "powerpc64le": 21}
LEFT_BY_PIP = {"INSTALLER", "REQUESTED", "direct_url.json", "RECORD"}
# What a script of the target begins with: pip writes the path of the Python that runs it.
SHEBANG = b"#!/usr/bin/python3"


def elf_machine(path):
    """The machine an ELF file is for; None for any other file."""
    try:
        with open(path, "rb") as stream:
            head = stream.read(20)
    except OSError:
        return None
    if len(head) < 20 or head[:4] != b"\x7fELF":
        return None
    return int.from_bytes(head[18:20], "little" if head[5] == 1 else "big")


def faults_of_stage(stage, sites):
    """Sentences about wheels that are not in the target yet: compiled files, or files over Buildroot's."""
    stage = Path(stage)
    files = [path for path in sorted(stage.rglob("*")) if not path.is_dir() and stage / "bin" not in path.parents]
    found = [f"{path.relative_to(stage)}: is compiled for a machine: only pure Python can be installed" for path in files if elf_machine(path) is not None]
    for site in map(Path, sites):
        found += [f"{path.relative_to(stage)}: Buildroot installs this file too: it would be replaced" for path in files if (site / path.relative_to(stage)).exists()]
    return found


def faults_of_target(target, pydir, arch, environment, packages, own, is_pip_wanted=False):
    """
    Sentences about a finished target: what would not run there, what is missing, what is left over. `packages`: those
    that Buildroot has; `own`: the files that came with wheels, as paths below the target.
    """
    target = Path(target)
    site = target / "usr/lib" / pydir / "site-packages"
    present = installed([site], "the target has")
    found = walk(ROOT, present, environment)
    faults = list(found.wrong)
    for name, askers in sorted(found.missing.items()):
        by = next((str(asker) for _, asker in askers if asker), None)
        cure = f"set {packages[name].symbol}=y" if name in packages else "run `ipa-image build` again"
        faults.append(f"{name}: {f'{by} requires it, and it' if by else 'it'} is not in the target: {cure}")
    faults += _binaries(site, pydir, arch)
    faults += [f"{path}: is compiled for a machine: it came with a wheel, and those have to be pure Python" for path in own if elf_machine(target / path) is not None]
    return faults + _entry_points(target, site) + _left_over(target, site, is_pip_wanted)


def _binaries(site, pydir, arch):
    own = pydir.removeprefix("python").replace(".", "")
    faults = []
    for path in sorted(site.rglob("*")):
        machine = None if path.is_dir() or path.is_symlink() else elf_machine(path)
        if machine is None:
            continue
        other = re.search(r"\.cpython-(\d+)", path.name)
        if machine != ELF_MACHINES.get(arch, machine):
            why = f"is for another machine (ELF machine {machine}) than {arch}"
        elif other and other.group(1) != own:
            why = f"is for CPython {other.group(1)}, the target's is {own}"
        else:
            continue
        faults.append(f"{path.relative_to(site)}: {why}: it came from the build machine: clean the package that installs it")
    return faults


def _entry_points(target, site):
    infos = sorted(site.glob("ironic_python_agent-*.dist-info"))
    if not infos:
        return []  # The walk has said so.
    path = infos[0] / "entry_points.txt"
    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str
    if path.exists():
        parser.read_string(path.read_text(encoding="utf-8"))
    if not parser.has_section("console_scripts"):
        return [f"{infos[0].name}: has no entry points: the agent finds its hardware managers by them"]
    faults = []
    for script in parser["console_scripts"]:
        faults += _script(target / "usr/bin" / script, f"usr/bin/{script}")
    for section in parser.sections():
        for name, value in parser[section].items():
            module = site / value.split(":")[0].split("[")[0].strip().replace(".", "/")
            if not any(each.exists() for each in (module.with_suffix(".py"), module.with_suffix(".pyc"), module / "__init__.py", module / "__init__.pyc")):
                faults.append(f"{section} {name}: its module {value.split(':')[0]} is missing")
    return faults


def _script(path, name):
    if not path.is_file():
        return [f"{name}: is missing: the agent's wheel has it as a command"]
    first = path.read_bytes().split(b"\n", 1)[0]
    if first.rstrip() != SHEBANG:
        return [f"{name}: begins with '{first[:80].decode(errors='replace')}', and the target's Python is /usr/bin/python3: run `ipa-image build` again"]
    return [] if path.stat().st_mode & 0o111 else [f"{name}: is not executable: run `ipa-image build` again"]


def _pip_commands(folder):
    """pip, pip3, pip3.14; not util-linux's pipesz, and not BusyBox's pipe_progress."""
    return [*folder.glob("pip"), *folder.glob("pip[0-9]*")]


def _left_over(target, site, is_pip_wanted):
    left = [] if is_pip_wanted else [*site.glob("pip"), *site.glob("pip-*.dist-info"), *_pip_commands(target / "usr/bin")]
    for info in site.glob("ironic_python_agent-*.dist-info"):
        left += [each for each in info.iterdir() if each.name in LEFT_BY_PIP]
    # Buildroot's packages have a RECORD; who says that pip installed him was none of them.
    left += [each for each in site.glob("*.dist-info/INSTALLER") if each not in left and each.read_text(errors="replace").strip() == "pip"]
    left += [each for each in site.glob("*.dist-info/direct_url.json") if each not in left]
    return [f"{path.relative_to(target)}: is left over from pip: remove it" for path in sorted(left)]
