"""Accounts put together with their security part, which is stored apart and joined by id.

A field keeps the place that it has in its own file: every value of a record knows its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeVar

from msgspec.structs import replace

from policycheck.document import Entry
from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.model.account import SECURITY
from policycheck.model.admission import problem_at
from policycheck.model.attested import Attestations
from policycheck.model.record import Record

__all__ = ["joined"]

T = TypeVar("T")


def joined(accounts: Iterable[Record], security: Iterable[Record]) -> Iterator[Record | Problem]:
    """Give every account, with the security part that has its id.

    A part without an account is a Problem, and so is a field that both have: then the account's
    own value holds. Nothing but fields of the security part is taken over.
    """
    parts: dict[str, list[Record]] = {}
    for part in security:
        parts.setdefault(part.id, []).append(part)
    for account in accounts:
        whole = account
        for part in parts.pop(account.id, ()):
            yield from _twice(whole, part)
            whole = _joined(whole, part)
        yield whole
    for left in parts.values():
        yield from (_orphan(part) for part in left)


def _joined(account: Record, part: Record) -> Record:
    """Put the two parts of an account together; what the account has itself stays."""
    given = {name: entry for name, entry in _entries(part).items() if name in SECURITY.fields}
    more = given.keys() - _entries(account).keys()
    node = MappingNode(
        account.node.source,
        account.node.span,
        {**_entries(account), **{name: given[name] for name in given if name in more}},
    )
    return replace(
        account,
        node=node,
        fields={**account.fields, **_among(more, part.fields)},
        carried=_carried(account, part),
        withheld={**account.withheld, **_among(more, part.withheld)},
        attested=Attestations({**account.attested, **_among(more, part.attested)}),
    )


def _among(names: AbstractSet[str], values: Mapping[str, T]) -> dict[str, T]:
    return {path: value for path, value in values.items() if path.partition(".")[0] in names}


def _carried(account: Record, part: Record) -> frozenset[str] | None:
    """What either has a place for; a part with a place for everything has it for all security."""
    if account.carried is None:
        return None
    return account.carried | (part.carried or frozenset(SECURITY.fields))


def _entries(record: Record) -> dict[str, Entry]:
    assert isinstance(record.node, MappingNode), "a record has named fields"
    return record.node.entries


def _twice(account: Record, part: Record) -> Iterator[Problem]:
    for name, (key, _) in _entries(part).items():
        own = _entries(account).get(name)
        if own is not None and name != "id":
            source = own.key.source
            line, _column = source.position(own.key.span.start)
            message = (
                f"the account {account.id!r} has {name!r} here and also at {source.path}:{line}"
            )
            yield problem_at(key.source, key.span, message, "keep one of the two")


def _orphan(part: Record) -> Problem:
    given = _entries(part).get("id")
    at = given.value if given else part.node
    message = f"this is the security of {part.id!r}, and there is no account of that id"
    return problem_at(at.source, at.span, message, "correct the id, or add the account")
