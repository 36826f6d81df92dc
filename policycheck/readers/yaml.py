"""Records as YAML: one record, a list, or a mapping from id to record.

A policy or a suite of its tests, which are YAML too, holds no record: it is refused as a whole.
"""

from __future__ import annotations

from policycheck.document import Mapping, read_yaml
from policycheck.errors import Problem
from policycheck.readers.collection import drafts_in
from policycheck.readers.reader import Drafts, Input, Reader
from policycheck.source import Source

__all__ = ["READER"]


def read(source: Source, input: Input) -> Drafts:  # noqa: A002
    """Give the records of a YAML document."""
    node, problems = read_yaml(source)
    yield from problems
    other = _other_than_records(node) if isinstance(node, Mapping) else None
    if other is not None:
        yield other
    elif node is not None or not problems:
        yield from drafts_in(node, source, input)


def _other_than_records(node: Mapping) -> Problem | None:
    """What a document is that belongs to a policy."""
    keys = node.entries.keys()
    if "policycheck" in keys:
        words, advice = "a policy", "policycheck lint and policycheck test look at policies"
    elif keys >= {"records", "expect"}:
        words, advice = "a suite of tests", "policycheck test POLICY runs the suites beside it"
    else:
        return None
    at = next(iter(node.entries.values())).key
    place = at.source.position(at.span.start)
    return Problem(at.source.path, *place, f"this is {words}, and no record", advice)


READER = Reader("yaml", (".yaml", ".yml"), read=read)
