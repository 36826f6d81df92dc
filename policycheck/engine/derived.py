"""Fields that are worked out: links, hashtags and mentions of a text, and the host of a link."""

from __future__ import annotations

from collections.abc import Callable

from policycheck.model.record import Record
from policycheck.model.shape import ABSENT
from policycheck.plan import Place, Spot
from policycheck.text.hosts import host_of
from policycheck.text.links import links
from policycheck.text.tags import hashtags, mentions

__all__ = ["DERIVED", "derived"]


def derived(record: Record, name: str) -> list[Spot] | None:
    """The elements of a list that the text implies, or None where the field is not one of these."""
    if record.kind != "post" or name not in DERIVED:
        return None
    if name not in record.derived:
        record.derived[name] = DERIVED[name](record)
    spots: list[Spot] = record.derived[name]
    return spots


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
    seen = {spot.value.lstrip("#＃").casefold() for spot in found}
    more = [
        spot
        for spot in _given(record, "hashtags")
        if spot.value.lstrip("#＃").casefold() not in seen
    ]
    return found + more


def _mentions(record: Record) -> list[Spot]:
    given = _given(record, "mentions")
    if given:
        return given
    text = _text(record)
    return [Spot({"handle": text[s:e]}, _in_text(s, e)) for s, e in mentions(text)]


DERIVED: dict[str, Callable[[Record], list[Spot]]] = {
    "links": _links,
    "hashtags": _hashtags,
    "mentions": _mentions,
}
