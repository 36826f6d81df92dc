"""The readers, one file each, and the one function by which everything is read.

A new reader is a file beside these, a line in `READERS` and its endings in `endings.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from functools import cache
from importlib import import_module
from typing import Final, cast

from msgspec.structs import replace

from policycheck.errors import Problem
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.kind import RecordKind
from policycheck.model.registry import RECORD_KINDS
from policycheck.readers.door import Admitted, UnknownKey, records
from policycheck.readers.endings import ENDINGS, reader_name
from policycheck.readers.files import inputs
from policycheck.readers.ids import Ids, Key, ids_of_a_stream
from policycheck.readers.opening import open_source
from policycheck.readers.reader import Drafts, Input, Reader

__all__ = [
    "ENDINGS",
    "READERS",
    "Admitted",
    "Ids",
    "Input",
    "Key",
    "UnknownKey",
    "drafts",
    "ids_of_a_stream",
    "inputs",
    "prepared",
    "read_inputs",
    "reader",
    "reader_for",
    "reader_name",
]

#: Name → module. A module is imported when a file asks for it, so that a start stays fast.
READERS: Final[dict[str, str]] = {
    "csv": "policycheck.readers.csv",
    "json": "policycheck.readers.json",
    "jsonl": "policycheck.readers.jsonl",
    "markdown": "policycheck.readers.markdown",
    "toot": "policycheck.readers.toot",
    "tweet": "policycheck.readers.tweet",
    "yaml": "policycheck.readers.yaml",
}


#: The readers of documents, in which records may stand further down.
_WRAPPING: Final = ("json", "yaml")
#: The kinds whose records stand close to secrets.
_GUARDED: Final = ("account", "account_security")


@cache
def reader(name: str) -> Reader:
    """Give the reader of that name. Raises KeyError where there is none."""
    return cast("Reader", import_module(READERS[name]).READER)


def reader_for(input: Input) -> Reader:  # noqa: A002
    """Give the reader for an input. Raises KeyError where its ending is not one of `ENDINGS`."""
    name = reader_name(input.path)
    if name is None:
        raise KeyError(input.path)
    return reader(name)


def read_inputs(
    inputs: Iterable[Input | Problem],
    *,
    zone: tzinfo | None = None,
    kinds: Mapping[str, RecordKind] = RECORD_KINDS,
    ids: Ids | None = None,
) -> Iterator[Admitted]:
    """Read inputs to records, one after the other, with every Problem and unknown key on the way.

    `kinds` are the record kinds by the names that inputs use, own fields in their shapes.
    `ids` is shared between calls where ids are to be unique across them.
    """
    seen: Ids = {} if ids is None else ids
    for item in inputs:
        if isinstance(item, Problem):
            yield item
            continue
        kind = _kind(item, kinds)
        known = prepared(item, zone, kinds)
        folder = str(item.file.parent) if item.file else ""
        yield from records(drafts(known), kind, path=item.path, zone=zone, folder=folder, ids=seen)


def prepared(input: Input, zone: tzinfo | None, kinds: Mapping[str, RecordKind]) -> Input:  # noqa: A002
    """Give an input as `drafts` takes it: with the zone and the fields of the project."""
    return replace(input, zone=zone, shape=_kind(input, kinds).shape)


def _kind(input: Input, kinds: Mapping[str, RecordKind]) -> RecordKind:  # noqa: A002
    return ACCOUNT_SECURITY if input.kind == ACCOUNT_SECURITY.name else kinds[input.kind]


def drafts(input: Input) -> Drafts:  # noqa: A002
    """Give the drafts of one input, under our names and without secrets."""
    found = _read(input)
    guarded = input.kind in _GUARDED
    if guarded:
        found = _without_secrets(found, input)
    if not input.mapping:
        return found
    from policycheck.readers.mapping import apply_mapping

    found = apply_mapping(found, input)
    return _without_secrets(found, input) if guarded else found


def _without_secrets(found: Drafts, input: Input) -> Drafts:  # noqa: A002
    from policycheck.readers.secrecy import drafts_without_secrets

    return drafts_without_secrets(found, row_by_row=reader_for(input).read_stream is not None)


def _read(input: Input) -> Drafts:  # noqa: A002
    chosen = reader_for(input)
    if input.records and chosen.name not in _WRAPPING:
        message = f"a file of {chosen.name} does not wrap its records"
        yield Problem(input.path, 1, 1, message, "remove `records` from its mapping")
        return
    if chosen.read_stream is not None:
        yield from chosen.read_stream(input)
        return
    source = open_source(input)
    if isinstance(source, Problem):
        yield source
        return
    if not source.text.strip():
        from policycheck.readers.collection import empty

        yield empty(source)
        return
    assert chosen.read is not None, "a reader reads one way or the other"
    yield from chosen.read(source, input)
