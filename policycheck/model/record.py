"""A record of any kind: typed fields, and the document that it came from."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Literal

from msgspec import Struct, field

from policycheck.document import Node
from policycheck.model.attested import Attestations, why_lapsed
from policycheck.model.moment import Moment

__all__ = ["Record", "carries", "lapsed"]


class Record(Struct, eq=False):
    """One post, account, person ...

    `carried` names the fields that the source has a place for (dotted paths), None for all of them:
    what is not carried cannot be told from absent, and a rule that needs it cannot be decided.
    `withheld` says of a carried field why its value could not be had.
    `attested` says who vouches for a value and until when, by dotted path.
    `numbered` says that its file has a list of records, in which it has no name but its place.
    `layout` says how its places are written: by line and column, or by field and character.
    """

    kind: str
    id: str
    fields: dict[str, Any]
    node: Node
    positional_id: bool = False
    numbered: bool = False
    carried: frozenset[str] | None = None
    withheld: dict[str, str] = field(default_factory=dict)
    attested: Attestations = field(default_factory=Attestations)
    layout: Literal["lines", "fields"] = "lines"
    folder: str = ""
    derived: dict[str, Any] = field(default_factory=dict)

    @property
    def account(self) -> str | None:
        return self.id if self.kind == "account" else self.fields.get("account")


def carries(record: Record, path: str) -> bool:
    """Whether the source has a place for the field at a dotted path, or for something within it."""
    return record.carried is None or _has_place(record.carried, path)


@lru_cache(4096)
def _has_place(carried: frozenset[str], path: str) -> bool:
    return path in carried or any(
        path.startswith(f"{name}.") or name.startswith(f"{path}.") for name in carried
    )


def lapsed(record: Record, path: str, now: Moment) -> str | None:
    """Why nobody vouches any longer for the field at a dotted path; None where that is no matter.

    The path has places in lists from 0, or none: then it means the field in any of them.
    """
    if not record.attested:
        return None
    whys = (why_lapsed(one, now) for one in record.attested.of(path))
    return next((why for why in whys if why), None)
