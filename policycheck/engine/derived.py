"""Fields that a text implies: its links with their hosts, its hashtags, its mentions."""

from __future__ import annotations

from collections.abc import Callable

from policycheck.model.record import Record, carries
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing, Place, Spot
from policycheck.text.hosts import host_of
from policycheck.text.links import links
from policycheck.text.tags import hashtags, mentions

__all__ = ["IMPLIED", "NAMES_ACCOUNT", "derived"]

#: Parts of a post that name an account by its handle or address, where they do not by its id.
NAMES_ACCOUNT = ("mentions.account", "links.account", "repost_of.account")


def derived(record: Record, name: str) -> list[Spot] | Missing | None:
    """The elements of a list that the text may imply; why it cannot be told what they are.

    None where the field is not one of these lists.
    """
    make = _DERIVED.get(name) if record.kind == "post" else None
    if make is None:
        return None
    if name not in record.derived:
        record.derived[name] = _open(record, name) or make(record)
    found: list[Spot] | Missing = record.derived[name]
    return found


def _open(record: Record, name: str) -> Missing | None:
    """Why the list cannot be told. One that is given in full needs no text; hashtags add up."""
    if name in record.withheld:
        return Missing(name, record.withheld[name])
    given = bool(record.fields.get(name))
    if "text" in record.withheld and (name == "hashtags" or not given):
        return Missing(name, record.withheld["text"])
    return None if given or carries(record, "text") or carries(record, name) else Missing(name)


def _given(record: Record, name: str) -> list[Spot]:
    values = record.fields.get(name, ())
    return [Spot(value, Place((name, index))) for index, value in enumerate(values)]


def _text(record: Record) -> str:
    return str(record.fields.get("text", ""))


def _in_text(start: int, end: int) -> Place:
    return Place(("text",), start, end)


def _links(record: Record) -> list[Spot]:
    given = _given(record, "links")
    if not given:
        return [
            Spot({"url": link.url, "host": link.host}, _in_text(link.start, link.end))
            for link in links(_text(record))
        ]
    return [
        Spot({**spot.value, "host": host_of(spot.value.get("url", "")) or ABSENT}, spot.place)
        for spot in given
    ]


def _hashtags(record: Record) -> list[Spot]:
    text = _text(record)
    found = [Spot(text[start:end], _in_text(start, end)) for start, end in hashtags(text)]
    seen = {_tag(spot) for spot in found}
    return found + [spot for spot in _given(record, "hashtags") if _tag(spot) not in seen]


def _tag(spot: Spot) -> str:
    return str(spot.value).lstrip("#＃").casefold()


def _mentions(record: Record) -> list[Spot]:
    given = _given(record, "mentions")
    if given:
        return given
    text = _text(record)
    return [Spot({"handle": text[s:e]}, _in_text(s, e)) for s, e in mentions(text)]


_DERIVED: dict[str, Callable[[Record], list[Spot]]] = {
    "links": _links,
    "hashtags": _hashtags,
    "mentions": _mentions,
}

#: The lists that a text may imply.
IMPLIED = frozenset(_DERIVED)
