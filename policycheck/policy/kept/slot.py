"""The name under which a compiled policy is kept: a digest of all that is known before it is read.

The files of the policy are not in it; what they were is kept with the policy, and compared.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from msgspec import Struct

from policycheck.model.shape import Type
from policycheck.policy.inputs import digest_of

__all__ = ["Circumstances", "slot_of", "zone_file"]

#: Rises with every change of what is kept.
_FORM: Final = 1
_PACKAGE: Final = Path(__file__).resolve().parent.parent.parent
#: The code that a policy goes through before it is kept.
_BEFORE: Final = ("document", "kinds", "mistakes", "model", "plan", "policy", "text")


class Circumstances(Struct, frozen=True):
    """What a policy is compiled for; `tool` is the version of policycheck."""

    tool: str
    target: str
    base: Path
    zone: tzinfo | None
    fields: Mapping[str, Type]
    language: str


def slot_of(given: Circumstances) -> str:
    """The name of a policy under these circumstances."""
    own = sorted(f"{name}: {type_!r}" for name, type_ in given.fields.items())
    build = [str(_FORM), given.tool, sys.version, *_code()]
    asked = [given.target, str(given.base), repr(given.zone), given.language]
    return digest_of("\x1f".join([*build, *asked, *own]).encode(errors="surrogateescape")).hex()


def _code() -> Iterator[str]:
    """What tells one build of the tool from another of the same version, and pydantic's version."""
    found = find_spec("pydantic")
    if found is not None and found.origin:
        yield _stamp(os.stat(Path(found.origin).with_name("version.py")))  # noqa: PTH116
    if (_PACKAGE / "_data").is_dir():  # installed: its files change together
        yield _stamp(os.stat(_PACKAGE / "__init__.py"))  # noqa: PTH116
        return
    for name in _BEFORE:
        yield from _stamps(str(_PACKAGE / name))


def _stamps(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda one: one.name):
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _stamps(entry.path)
            elif entry.name.endswith(".py"):
                yield entry.name + _stamp(entry.stat())


def _stamp(found: os.stat_result) -> str:
    return f"{found.st_mtime_ns} {found.st_size}"


def zone_file(zone: tzinfo | None) -> Path | None:
    """The file with the rules of a named zone. Raises LookupError where it is not known."""
    key = getattr(zone, "key", None)
    if key is None:
        return None  # UTC, or a fixed offset: its name says it all
    import zoneinfo

    for folder in zoneinfo.TZPATH:
        file = Path(str(folder), key)
        if file.is_file():
            return file
    raise LookupError(f"the file of the zone {key}")
