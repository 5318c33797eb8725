"""wheels.lock: which files the agent's Python packages were, by their sha256."""

import json
import os
from pathlib import Path

from .trouble import Refusal

FORMAT = 1


def read_lock(path):
    """The lock, or None where there is none. Raises Refusal for a file that is none."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        lock = json.loads(text)
        if lock["format"] != FORMAT:
            raise Refusal(f"{path}: has format {lock['format']}, this program reads {FORMAT}: make it with `ipa-image wheels lock`")
        for entry in lock["wheels"]:
            if not all(isinstance(entry[key], str) for key in ("name", "version", "file", "sha256")) or "/" in entry["file"]:
                raise ValueError
        for source in lock["sources"].values():
            if not all(isinstance(source[key], str) for key in ("url", "ref", "commit")):
                raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal(f"{path}: is not a lock: make it again with `ipa-image wheels lock`, or delete it") from None
    return lock


def entry_of(lock, name):
    """What the lock says of a distribution, or None."""
    return next((entry for entry in lock["wheels"] if entry["name"] == name), None)


def write_lock(path, lock):
    """Writes it whole or not at all; the same lock is the same bytes."""
    lock = {"format": FORMAT, **lock, "wheels": sorted(lock["wheels"], key=lambda entry: entry["name"])}
    temporary = f"{path}.tmp.{os.getpid()}"
    with open(temporary, "w", encoding="utf-8") as stream:
        stream.write(json.dumps(lock, indent=2) + "\n")
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(temporary, path)


def unlike(lock, sources, python, path):
    """Sentences: where the configuration asks for something else than what was locked."""
    found = []
    for symbol, asked in sources.items():
        locked = lock["sources"].get(symbol, {"url": "nothing", "ref": "", "commit": ""})
        for key, what in (("url", "from"), ("ref", "at")):
            if locked[key] != asked[key]:
                found.append(f"{symbol} {what} {asked[key] or 'its default branch'}, and the lock is of {locked[key] or 'its default branch'}")
    if lock["python"] != python:
        found.append(f"Python {python}, and the lock is for {lock['python']}")
    return [f"{path}: the configuration asks for {each}: run `ipa-image wheels lock`, or delete the lock" for each in found]
