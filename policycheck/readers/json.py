"""Records as JSON: one record, a list, a mapping from id to record, or a tool's own shape."""

from __future__ import annotations

from policycheck.document import Node, read_json
from policycheck.readers import nodejs_bluesky
from policycheck.readers.collection import drafts_in, empty
from policycheck.readers.reader import Drafts, Input, Reader
from policycheck.source import Source

__all__ = ["READER"]


def read(source: Source, input: Input) -> Drafts:  # noqa: A002
    """Give the records of a JSON document."""
    if not source.text.strip():
        yield empty(source)
        return
    node, problems = read_json(source)
    yield from problems
    if node is None:
        return
    if _is_nodejs(node, input):
        yield from nodejs_bluesky.drafts(node, source, input)
    else:
        yield from drafts_in(node, source, input)


def _is_nodejs(node: Node, input: Input) -> bool:  # noqa: A002
    if input.dialect:
        return input.dialect == nodejs_bluesky.NAME
    return (
        input.kind == "post"
        and not input.mapping
        and not input.records
        and nodejs_bluesky.claims(node)
    )


READER = Reader("json", (".json",), read=read)
