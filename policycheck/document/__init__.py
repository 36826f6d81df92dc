"""Documents as trees that know where they stand: YAML, JSON, and what readers put together."""

from policycheck.document.json import read_json
from policycheck.document.node import Entry, Mapping, Node, Pointer, Scalar, Sequence, walk
from policycheck.document.yaml import read_yaml

__all__ = [
    "Entry",
    "Mapping",
    "Node",
    "Pointer",
    "Scalar",
    "Sequence",
    "read_json",
    "read_yaml",
    "walk",
]
