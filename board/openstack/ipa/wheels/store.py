"""Pure-Python wheels: from the cache, or got once with pip, and compared with the lock."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from digest import sha256_of

from .lock_file import entry_of
from .trouble import OutOfReach, Refusal
from .wheel_file import is_pure, name_and_version, rewrite
from .whole import left_out

NETWORK = re.compile(r"NewConnectionError|ConnectTimeout|ReadTimeout|ProxyError|SSLError|Name or service not known|Temporary failure in name|Connection refused|Network is unreachable|timed out")


class Store:
    """One cache folder, one index, and perhaps one lock."""

    def __init__(self, cache, work, python, packages, index="", offline=False, lock=None, lock_path="wheels.lock"):
        self.folder = Path(cache)
        self.work = Path(work)
        self.python, self.packages = python, packages
        self.index, self.offline = index, offline
        self.lock, self.lock_path = lock, lock_path
        self.together = {}
        self.folder.mkdir(parents=True, exist_ok=True)

    def obtain(self, wanted):
        """The wheels of distributions, given as (name, version, specifier), and what a lock says of each. Raises Refusal, or OutOfReach."""
        asked = [(name, *self._asked(name, version, specifier)) for name, version, specifier in wanted]
        self._get_together(asked)
        return [self._obtain(*each) for each in asked]

    def _asked(self, name, version, specifier):
        """What pip is asked for, what the lock says, and what is in the cache."""
        locked = self._locked(name, specifier) if self.lock else None
        exact = locked["version"] if locked else version
        return f"{name}=={exact}" if exact else f"{name}{specifier}", locked, self._cached(name, exact, locked)

    def _obtain(self, name, requirement, locked, cached):
        if cached is not None:
            return cached
        if self.offline and not self._index_is_here():
            raise OutOfReach(f"{name}: is not in {self.folder}, and --offline forbids to ask for it: build once with the network")
        made = self._get(name, requirement, locked)
        self._compare(made[1], locked)
        return self._keep(*made)

    def _get_together(self, asked):
        """
        Pure wheels by one pip for all: to start one takes longer than what it does. When one of them cannot be had like
        this pip brings none: each is then asked for by itself, and says what it lacks.
        """
        wheels = {name: requirement for name, requirement, locked, cached in asked if cached is None and (locked is None or locked["from"] == "wheel")}
        if len(wheels) < 2 or (self.offline and not self._index_is_here()):
            return
        folder = self.work / "get-together"
        shutil.rmtree(folder, ignore_errors=True)
        done = self._pip("download", "--no-deps", "--dest", str(folder), *self._pure(), "--", *wheels.values())
        if done.returncode == 0:
            self.together = {name_and_version(path)[0]: path for path in folder.iterdir()}

    def build(self, name, source, locked, keep):
        """
        The wheel of a source folder: the agent's. Without a lock it is made each time, for the folder may be one that
        is worked on; a locked one, and one that is to be (`keep`), is found again without the build tools.
        """
        cached = self._cached(name, locked["version"], locked) if locked else None
        if cached is not None:
            return cached
        path = self._build(source, self.work / "agent-wheel")
        if not is_pure(path):
            raise Refusal(f"{path.name}: is compiled for this machine: the agent is pure Python: is it another project, or are there changes in it?")
        name, version = name_and_version(path)
        entry = {"name": name, "version": version, "file": path.name, "sha256": sha256_of(path), "from": "source"}
        self._compare(entry, locked)
        return self._keep(path, entry) if locked or keep else (path, entry)

    def _locked(self, name, specifier):
        locked = entry_of(self.lock, name)
        if locked is None:
            raise Refusal(f"{self.lock_path}: lacks {name}, which is needed: run `ipa-image wheels lock`")
        if specifier and not specifier.contains(locked["version"], prereleases=True):
            raise Refusal(f"{self.lock_path}: has {name} {locked['version']}, and {name}{specifier} is needed: run `ipa-image wheels lock`")
        return locked

    def _cached(self, name, version, locked):
        for note in sorted(self.folder.glob("*.whl.json")):
            wheel = note.with_suffix("")
            try:
                entry = json.loads(note.read_text(encoding="utf-8"))
                fits = (entry["name"], entry["version"]) == (name, version) and sha256_of(wheel) == entry["sha256"]
            except (OSError, ValueError, KeyError):
                continue
            if fits and (locked is None or entry["sha256"] == locked["sha256"]):
                return wheel, entry
        return None

    def _keep(self, path, entry):
        wheel = self.folder / entry["file"]
        temporary = wheel.with_name(f"{wheel.name}.tmp.{os.getpid()}")
        shutil.copyfile(path, temporary)
        os.replace(temporary, wheel)
        note = wheel.with_name(wheel.name + ".json")
        temporary.write_text(json.dumps(entry) + "\n", encoding="utf-8")
        os.replace(temporary, note)
        return wheel, entry

    def _compare(self, entry, locked):
        if locked is None or entry["sha256"] == locked["sha256"]:
            return
        what = entry["file"]
        source = entry.get("source_sha256")
        if source is not None and source == locked.get("source_sha256"):
            raise Refusal(f"{what}: made of the locked source it is not the locked wheel: the build tools at the index have changed: run `ipa-image wheels lock` and look at the difference")
        raise Refusal(
            f"{what}: its sha256 is {entry['sha256']}, and {self.lock_path} has {locked['sha256']}: the file is damaged, or another one than was locked: "
            "get the right one, or run `ipa-image wheels lock` if you trust it"
        )

    def _get(self, name, requirement, locked):
        folder = self.work / f"get-{name}"
        wheel, said = self.together.pop(name, None), ""
        if wheel is None and (locked is None or locked["from"] == "wheel"):
            wheel, said = self._download(folder, requirement, self._pure())
        if wheel is not None:
            if not is_pure(wheel):
                raise Refusal(f"{wheel.name}: holds compiled files, though its name says it is for any machine: {self._cure(name)}")
            _, version = name_and_version(wheel)
            return wheel, {"name": name, "version": version, "file": wheel.name, "sha256": sha256_of(wheel), "from": "wheel"}
        compiled = re.search(r"none of the wheel's tags \(([^)]+)\)", said)
        # What Buildroot has a package for is better built by Buildroot than by a machine of another kind.
        if name in self.packages:
            only = f"only compiled wheels ({compiled.group(1).split(',')[0]})" if compiled else "no pure-Python wheel"
            raise Refusal(f"{requirement}: the index has {only} of it: {self._cure(name)}")
        source, more = self._download(folder, requirement, ["--no-binary", name])
        if source is None:
            if compiled:
                raise Refusal(f"{requirement}: the index has only compiled wheels of it, and no source: {self._cure(name)}; or name an index or a folder that has a pure-Python wheel or a source (OPENSTACK_IPA_WHEELS_INDEX, --index)")
            why = "neither a pure-Python wheel nor a source of it"
            raise Refusal(f"{requirement}: the index has {why}: name an index or a folder that has one (OPENSTACK_IPA_WHEELS_INDEX, --index): pip says: {_last(more)}")
        built = self._build(source, folder / "built", name)
        if not is_pure(built):
            raise Refusal(f"{built.name}: is compiled for this machine: {self._cure(name)}")
        _, version = name_and_version(built)
        return built, {
            **{"name": name, "version": version, "file": built.name, "sha256": sha256_of(built), "from": "sdist"},
            **{"source": source.name, "source_sha256": sha256_of(source)},
        }

    def _pure(self):
        return ["--only-binary", ":all:", "--platform", "any", "--implementation", "py", "--abi", "none", "--python-version", self.python]

    def _cure(self, name):
        package = self.packages.get(name)
        if package is not None:
            return f"set {package.symbol}=y, and Buildroot builds {name} {package.version} for the target"
        return f"Buildroot has no package for {name}: choose a release of the agent that does not need it, or add a package to the external tree"

    def _download(self, folder, requirement, kind):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        done = self._pip("download", "-vv", "--no-deps", "--dest", str(folder), *kind, "--", requirement)
        if done.returncode == 0:
            return next(iter(sorted(folder.iterdir()))), done.stdout
        if NETWORK.search(done.stdout):
            raise OutOfReach(f"pip: cannot get {requirement}: check the network, or name a mirror or a directory of wheels in OPENSTACK_IPA_WHEELS_INDEX, PIP_INDEX_URL or PIP_FIND_LINKS")
        return None, done.stdout

    def _build(self, source, folder, name="the agent"):
        shutil.rmtree(folder, ignore_errors=True)
        done = self._pip("wheel", "--no-deps", "--wheel-dir", str(folder / "raw"), "--", str(source))
        if done.returncode != 0:
            sys.stderr.write(done.stdout)
            kind = OutOfReach if NETWORK.search(done.stdout) else Refusal
            raise kind(f"pip: cannot build the wheel of {name}: see its messages above; it gets the build tools (pbr, setuptools) from the index too")
        raw = next(iter((folder / "raw").glob("*.whl")))
        lacking = left_out(source, raw)
        if lacking:
            raise Refusal(
                f"{raw.name}: lacks {', '.join(lacking)}, which it needs and {Path(source).name} has: the source does not list its files: "
                "take a source archive that the project made (it has a SOURCES.txt), or a clone with its .git"
            )
        rewrite(raw, folder / raw.name)
        return folder / raw.name

    def _index_is_here(self):
        if self.index:
            return Path(self.index.removeprefix("file://")).is_dir()
        return "PIP_NO_INDEX" in os.environ

    def _index(self):
        """As environment, not as options: setuptools runs a pip of its own for setup_requires, which sees no options."""
        if not self.index:
            return {"PIP_NO_INDEX": "1"} if self.offline else {}
        if self._index_is_here():
            folder = Path(self.index.removeprefix("file://"))
            if not (folder / "simple").is_dir():
                return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": folder.as_uri()}
            return {"PIP_INDEX_URL": (folder / "simple").as_uri()}
        return {"PIP_INDEX_URL": self.index}

    def _pip(self, *words):
        command = [sys.executable, "-m", "pip", words[0], "--disable-pip-version-check", "--no-input", *words[1:]]
        env = {**os.environ, "PIP_ROOT_USER_ACTION": "ignore", "LC_ALL": "C.UTF-8", **self._index()}
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env=env, check=False)


def _last(said):
    """Of all that pip said, the line that tells most."""
    lines = [line.strip() for line in said.splitlines() if re.search(r"^\s*(ERROR|error): ", line)]
    telling = [line for line in lines if "subprocess-exited" not in line and "No matching distribution" not in line]
    return (telling or lines or said.splitlines() or ["nothing"])[-1]
