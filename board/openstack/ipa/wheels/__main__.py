"""The agent's Python packages: make them, lock them, look at what is in the target. Called by the scripts beside it.

Exit code: 0; 1 with a sentence on standard error for wrong input; 6 for a server out of reach.
"""

import argparse
import json
import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)

# pylint: disable=wrong-import-position
from wheels import buildroot, closure, lock_file, look, resolve  # noqa: E402
from wheels.store import Store  # noqa: E402
from wheels.trouble import OutOfReach, Refusal  # noqa: E402


def say(text):
    print(f"ipa: {text}", flush=True)


def make(options):
    """Resolves, unpacks, and writes the lock where one is wanted."""
    environment = closure.marker_environment(options.python, options.machine)
    sources = json.loads(options.sources)
    lock = None if options.write_lock else lock_file.read_lock(options.lock)
    if lock is not None:
        unlike = lock_file.unlike(lock, sources, options.python, options.lock)
        if unlike:
            raise Refusal("\nipa: ".join(unlike))
    packages = buildroot.read_packages(options.buildroot)
    present = closure.installed(options.site, "the target has")
    if options.assume:
        present = buildroot.will_install(packages, buildroot.enabled_symbols(options.config))
    constraints = closure.read_constraints(options.constraints, environment)
    store = Store(options.cache, options.work, options.python, packages, options.index, options.offline, lock, options.lock)
    resolve.require_project(options.agent, sources["OPENSTACK_IPA"]["url"])
    is_repeatable = sources["OPENSTACK_IPA"]["commit"] != "local directory"
    say("building the agent's wheel")
    locked_agent = lock_file.entry_of(lock, resolve.ROOT) if lock and is_repeatable else None
    path, own = store.build(resolve.ROOT, options.agent, locked_agent, keep=options.write_lock and is_repeatable)
    entries, found = resolve.resolve(store, path, present, constraints, environment, options.stage, say)
    faults = look.faults_of_stage(options.stage, options.site)
    if faults:
        raise Refusal("\nipa: ".join(faults))
    notes = resolve.differences(found.used, constraints)
    for note in notes:
        say(note)
    result = {"python": options.python, "sources": sources, "wheels": [*([own] if is_repeatable else []), *entries]}
    if options.write_lock:
        lock_file.write_lock(options.lock, result)
    from_buildroot = {name: each.version for name, each in sorted(found.used.items()) if each.origin != "the wheels have"}
    return {**result, "fromBuildroot": from_buildroot, "notes": notes, "faults": []}


def check(options):
    """Looks at a finished target."""
    environment = closure.marker_environment(options.pydir.removeprefix("python"), options.machine)
    packages = buildroot.read_packages(options.buildroot)
    own = Path(options.installed).read_text(encoding="utf-8").split("\0")[:-1] if options.installed else []
    faults = look.faults_of_target(options.target, options.pydir, options.arch, environment, packages, own, options.pip_wanted)
    for fault in faults:
        print(f"ipa: {fault}", file=sys.stderr)
    return {"faults": faults}


def locked(options):
    """Prints the commit that the lock has for a source, if the lock is of that source."""
    lock = lock_file.read_lock(options.lock)
    source = lock["sources"].get(options.symbol) if lock else None
    if source and (source["url"], source["ref"]) == (options.url, options.ref):
        print(source["commit"])
    return {}


def python_version(options):
    """Prints the version of the Python that a Buildroot tree builds for the target."""
    version = buildroot.target_python(options.buildroot)
    if version is None:
        raise Refusal(f"{options.buildroot}: no package/python3 there: is it a Buildroot tree? See `ipa-image fetch`")
    print(version)
    return {}


def parse():
    parser = argparse.ArgumentParser(prog="wheels", description=__doc__.splitlines()[0])
    verbs = parser.add_subparsers(dest="verb", required=True)
    verb = verbs.add_parser("make")
    for name in ("agent", "constraints", "sources", "cache", "work", "stage", "python"):
        verb.add_argument(f"--{name}", required=True)
    for name in ("index", "buildroot", "config", "report"):
        verb.add_argument(f"--{name}", default="")
    verb.add_argument("--site", action="append", default=[])
    verb.add_argument("--lock", default="wheels.lock")
    for name in ("assume", "write-lock", "offline"):
        verb.add_argument(f"--{name}", action="store_true")
    verb.set_defaults(run=make)
    verb = verbs.add_parser("check")
    for name in ("target", "pydir", "arch"):
        verb.add_argument(f"--{name}", required=True)
    verb.add_argument("--pip-wanted", action="store_true")
    for name in ("buildroot", "installed", "report"):
        verb.add_argument(f"--{name}", default="")
    verb.set_defaults(run=check)
    verb = verbs.add_parser("locked")
    for name in ("lock", "symbol", "url", "ref"):
        verb.add_argument(f"--{name}", required=True)
    verb.set_defaults(run=locked)
    verb = verbs.add_parser("python-version")
    verb.add_argument("--buildroot", required=True)
    verb.set_defaults(run=python_version)
    for each in verbs.choices.values():
        each.add_argument("--machine", default="x86_64")
    return parser.parse_args()


def main():
    options = parse()
    try:
        report = options.run(options)
    except (Refusal, OutOfReach) as trouble:
        print(f"ipa: {trouble}", file=sys.stderr)
        report = {"faults": str(trouble).split("\nipa: ")}
        code = trouble.exit_code
    else:
        code = 1 if report.get("faults") else 0
    if getattr(options, "report", ""):
        Path(options.report + f".tmp.{os.getpid()}").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
        os.replace(options.report + f".tmp.{os.getpid()}", options.report)
    return code


if __name__ == "__main__":
    sys.exit(main())
