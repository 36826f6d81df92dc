"""A project: a folder with a `policycheck.yaml`, and what that file says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from pathlib import Path

from policycheck.model.finding import SEVERITIES
from policycheck.model.shape import Type

__all__ = ["FAIL_ON", "FILE_NAME", "MappedFiles", "Project", "find_project"]

FILE_NAME = "policycheck.yaml"
#: What a check can end with status 1 at; each severity includes all before it.
FAIL_ON = (*(str(severity) for severity in SEVERITIES), "unknown", "never")


@dataclass(frozen=True, slots=True)
class MappedFiles:
    """What the project declares for files in somebody else's shape."""

    files: tuple[str, ...]
    kind: str
    fields: Mapping[str, object]
    dialect: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project: the folder that all paths are relative to, and what its file says."""

    root: Path
    policy: str = "core"
    zone: tzinfo | None = None
    fail_on: tuple[str, ...] = ("error",)
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fields: Mapping[str, Type] = field(default_factory=dict)
    mappings: tuple[MappedFiles, ...] = ()


def find_project(start: Path) -> Path | None:
    """The project file in a folder or the nearest one above it."""
    for folder in (start, *start.parents):
        file = folder / FILE_NAME
        if file.is_file():
            return file
    return None
