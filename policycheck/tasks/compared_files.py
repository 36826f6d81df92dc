"""What the files that changed tell of records: which are new, changed, or gone.

Both states of a file are read, that of the commit and that of now, and compared record by record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from msgspec.structs import replace

from policycheck.engine.references import references
from policycheck.model.account_security import ACCOUNT_SECURITY
from policycheck.model.kind import RecordKind
from policycheck.model.record import Record
from policycheck.model.registry import RECORD_KINDS
from policycheck.readers import Input, read_inputs, reader_name
from policycheck.tasks.changes import Changes
from policycheck.tasks.request import CheckRequest
from policycheck.tasks.sources import claimed_inputs, named_inputs, project_inputs

__all__ = ["LINK", "Name", "Seen", "linked_by", "seen_in"]

Name: TypeAlias = "tuple[str, str]"

#: The readers of which a file is one record.
_WHOLE = frozenset({"markdown", "toot", "tweet"})
_COMMENT = "policycheck:"
#: The kind that says nothing by itself, and something of what it refers to.
LINK = "assignment"


@dataclass(slots=True)
class Seen:
    """Records by kind and id: `changed` or new ones, and those that are `gone`.

    One that is gone has `let_go` of what it referred to; `linked` are the people and the accounts
    whose assignments are new, changed or gone.
    """

    changed: set[Name] = field(default_factory=set)
    gone: set[Name] = field(default_factory=set)
    let_go: set[Name] = field(default_factory=set)
    linked: set[Name] = field(default_factory=set)


def seen_in(request: CheckRequest, changes: Changes, kinds: Mapping[str, RecordKind]) -> Seen:
    """Compare all files with records that changed; `kinds` are those of the run."""
    seen = Seen()
    inputs = {(one.kind, one.path): one for one in _inputs(request)}
    read = {path for _, path in inputs}
    for one in inputs.values():
        if changes.is_changed(one.path):
            data = changes.before(one.path)
            old = replace(one, file=None, data=data) if data is not None else None
            _compare(seen, one, old, request, kinds)
    lost = [Input(path, None) for path in sorted(changes.gone - read) if reader_name(path)]
    for one in claimed_inputs(lost, request.project):
        _compare(seen, None, replace(one, data=changes.before(one.path)), request, kinds)
    return seen


def linked_by(assignment: Record) -> set[Name]:
    """The account and the person that an assignment brings together."""
    ends = (one for one in references(assignment) if one.pointer in (("account",), ("person",)))
    return {(one.kind, one.id) for one in ends}


def _inputs(request: CheckRequest) -> Iterator[Input]:
    """All files with records: those that were named, and those of the project."""
    every = frozenset(RECORD_KINDS) | {ACCOUNT_SECURITY.name}
    found = named_inputs(request.paths, request.project, request.base, "", bytes)
    more = project_inputs(request.project, every) if request.project else ()
    yield from (one for one in chain(found, more) if isinstance(one, Input))


def _compare(
    seen: Seen,
    new: Input | None,
    old: Input | None,
    request: CheckRequest,
    kinds: Mapping[str, RecordKind],
) -> None:
    """Take in what differs between two states of a file; None where there is none."""
    after, before = (_records(one, request, kinds) for one in (new, old))
    whole = new is None or old is None or reader_name(new.path) in _WHOLE
    whole = whole or _comments(before) != _comments(after)
    same = set() if whole else {_content(one) for one in before}
    changed = [one for one in after if _content(one) not in same]
    seen.changed |= {(one.kind, one.id) for one in changed}
    kept = {_content(one) for one in after}
    ids = {(one.kind, one.id) for one in after}
    for one in before:
        if _content(one) in kept:
            continue
        name = (one.kind, one.id)
        if one.kind == ACCOUNT_SECURITY.name:
            seen.changed.add(name)  # that its account has none now is a change of the account
            continue
        if name not in ids:
            seen.gone.add(name)
        if one.kind == LINK:
            seen.linked |= linked_by(one)
        elif one.kind != "post" and name not in ids:
            seen.let_go |= {(ref.kind, ref.id) for ref in references(one)}
    for one in changed:
        if one.kind == LINK:
            seen.linked |= linked_by(one)


def _records(
    one: Input | None, request: CheckRequest, kinds: Mapping[str, RecordKind]
) -> list[Record]:
    """The records of one state of a file; what is wrong with it is said by the run itself."""
    if one is None:
        return []
    found = read_inputs([one], zone=request.zone, kinds=kinds, ids={})
    return [record for record in found if isinstance(record, Record)]


def _content(record: Record) -> str:
    """What tells whether a record is what it was, wherever in its file it stands."""
    held = dict(record.fields)
    if record.positional_id:
        held.pop("id", None)
    carried = None if record.carried is None else sorted(record.carried)
    return repr((record.kind, held, record.withheld, carried, dict(record.attested)))


def _comments(records: Iterable[Record]) -> list[str]:
    """The lines with comments for policycheck, of the file that the records are from."""
    texts = {id(one.node.source): one.node.source.text for one in records}
    lines = (line for text in texts.values() for line in text.split("\n") if _COMMENT in line)
    return sorted(line.strip() for line in lines)
