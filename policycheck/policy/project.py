"""A project: a folder with a `policycheck.yaml`, and what that file says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path

from msgspec import Struct, field

from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.finding import SEVERITIES
from policycheck.model.kind import RecordKind
from policycheck.model.registry import BY_PLURAL
from policycheck.model.shape import Type

__all__ = [
    "FAIL_ON",
    "FILE_NAME",
    "RECORD_KEYS",
    "MappedFiles",
    "Project",
    "find_project",
    "kind_of_key",
]

FILE_NAME = "policycheck.yaml"
#: What a check can end with status 1 at; each severity includes all before it.
FAIL_ON = (*(str(severity) for severity in SEVERITIES), "unknown", "never")
#: The keys of `records:`; the security part of accounts is joined to them by id.
RECORD_KEYS: Mapping[str, RecordKind] = {**BY_PLURAL, ACCOUNT_SECURITY.plural: ACCOUNT_SECURITY}


def kind_of_key(plural: str) -> str:
    """The record kind of a key of `records:`."""
    return RECORD_KEYS[plural].name


class MappedFiles(Struct, frozen=True):
    """What the project declares for files in somebody else's shape.

    `records` is the path of the list that they stand in, where it is not the file itself.
    """

    files: tuple[str, ...]
    kind: str
    fields: Mapping[str, object]
    dialect: str
    records: str = ""


class Project(Struct, frozen=True):
    """A project: the folder that all paths are relative to, and what its file says.

    `policies` go by the id of an agency: the records of its accounts answer to that one, too.
    """

    root: Path
    policy: str = "core"
    policies: Mapping[str, str] = field(default_factory=dict)
    zone: tzinfo | None = None
    fail_on: tuple[str, ...] = ("error",)
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, Type] = field(default_factory=dict)
    mappings: tuple[MappedFiles, ...] = ()
    waivers: tuple[str, ...] = ()
    baseline: str = ""


def find_project(start: Path) -> Path | None:
    """The project file in a folder or the nearest one above it."""
    for folder in (start, *start.parents):
        file = folder / FILE_NAME
        if file.is_file():
            return file
    return None
