"""Records as YAML: one record, a list, or a mapping from id to record."""

from __future__ import annotations

from policycheck.document import read_yaml
from policycheck.readers.collection import drafts_in
from policycheck.readers.reader import Drafts, Input, Reader
from policycheck.source import Source

__all__ = ["READER"]


def read(source: Source, input: Input) -> Drafts:  # noqa: A002
    """Give the records of a YAML document."""
    node, problems = read_yaml(source)
    yield from problems
    if node is not None or not problems:
        yield from drafts_in(node, source, input)


READER = Reader("yaml", (".yaml", ".yml"), read=read)
