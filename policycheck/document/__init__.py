"""Documents as trees that know where they stand: YAML, JSON, and what readers put together.

The readers of both are imported when they are asked for: a draft may need neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from policycheck.document.node import (
    Entry,
    LateMapping,
    Mapping,
    Node,
    Pointer,
    Scalar,
    Sequence,
    walk,
)

if TYPE_CHECKING:
    from policycheck.document.json import read_json
    from policycheck.document.yaml import read_yaml

__all__ = [
    "Entry",
    "LateMapping",
    "Mapping",
    "Node",
    "Pointer",
    "Scalar",
    "Sequence",
    "read_json",
    "read_yaml",
    "walk",
]


def __getattr__(name: str) -> object:
    if name == "read_json":
        from policycheck.document.json import read_json

        return read_json
    if name == "read_yaml":
        from policycheck.document.yaml import read_yaml

        return read_yaml
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
