"""What a reader is: it turns one source into drafts of records, each with its places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import Struct, field

from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.model.registry import RECORD_KINDS
from policycheck.model.shape import Group
from policycheck.source import Source

__all__ = ["Draft", "Drafts", "Input", "Reader", "shape_of"]


class Input(Struct, frozen=True):
    """A file to read: `path` as it is shown, `file` where it is (None: standard input, in `data`).

    `data` beside a file counts instead of what the file holds now.
    `mapping` is what the project declares for a source in somebody else's shape: field → path in
    it; `records` is the way to the records in a document that wraps them, else ''. `zone` is the
    project's, None where it declares none. `shape` is given where the project has
    fields of its own; without it, that of the kind holds. `owns` tells of a line, by its number,
    whether a record that begins there is to be read, where others read the rest; it counts for
    readers that stream.
    """

    path: str
    file: Path | None
    data: bytes | None = None
    kind: str = "post"
    dialect: str = ""
    mapping: Mapping[str, object] = field(default_factory=dict)
    records: str = ""
    zone: tzinfo | None = None
    shape: Group | None = None
    owns: Callable[[int], bool] | None = None


def shape_of(input: Input) -> Group:  # noqa: A002 - the word of the contract
    """Give the fields that a record of this input may have."""
    return input.shape or RECORD_KINDS[input.kind].shape


class Draft(Struct, frozen=True):
    """One record as a reader found it, under the canonical names of `policycheck.model`.

    `suffix` is added to the path to make an id (`@account`, `/2`, `#2`). `carried` names the fields
    that the source has a place for, None for all; `withheld` says of a field why its value cannot
    be had. `numbered` says that it is one of a list. `plain` are the values as they were read
    where the reader has them before it has nodes: texts of `cells`, or values of JSON; then
    `id_line` is the line that its id stands on.
    """

    node: MappingNode
    suffix: str = ""
    carried: frozenset[str] | None = None
    withheld: Mapping[str, str] = field(default_factory=dict)
    layout: Literal["lines", "fields"] = "lines"
    numbered: bool = False
    plain: Mapping[str, object] | None = None
    cells: bool = False
    id_line: int = 0


Drafts: TypeAlias = Iterator[Draft | Problem]


class Reader(Struct, frozen=True):
    """A reader: the endings it reads, and how. One that streams reads a file of any size.

    `read` gets the whole source; `read_stream` gets the input and opens it itself. What cannot be
    read is a Problem in the stream, and the rest is still read.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source, Input], Drafts] | None = None
    read_stream: Callable[[Input], Drafts] | None = None
