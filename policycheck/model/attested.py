"""Attested values: what somebody vouches for, by name and until a date.

    mfa:
      enabled: {value: true, attested_by: j.ortiz, attested_on: 2026-10-01, expires: 2027-01-01}

Such a value may stand wherever a single value or a list may. It is taken apart before the record is
admitted: the plain value stays in its place, and the attestation is kept beside the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from msgspec import Struct

from policycheck.document import Entry, Node, Scalar, Sequence
from policycheck.document import Mapping as MappingNode
from policycheck.model.admission import Door, admit, problem_at
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT, Free, Group, Instant, ListOf, Text, Type
from policycheck.source import Span

__all__ = ["ATTESTATION", "Attestation", "Attestations", "attestable", "why_lapsed", "without_them"]

#: What may stand beside the value.
ATTESTATION: Final[dict[str, Type]] = {
    "attested_by": Text(),
    "attested_on": Instant(),
    "expires": Instant(),
}


class Attestation(Struct, frozen=True):
    """Who vouches for a value, since when and until when; None for what is not told."""

    by: str | None = None
    on: Moment | None = None
    expires: Moment | None = None


class Attestations(dict[str, Attestation]):
    """The attestations of a record by dotted path, with places in lists from 0: `apps.0.scope`."""

    def of(self, path: str) -> Iterator[Attestation]:
        """Those that a field depends on: its own, and those of the lists that it is part of.

        A path without places in lists means the field in any of them.
        """
        for key, attestation in self.items():
            anywhere = ".".join(step for step in key.split(".") if not step.isdigit())
            if any(path == name or path.startswith(f"{name}.") for name in (key, anywhere)):
                yield attestation


def why_lapsed(attestation: Attestation, now: Moment) -> str | None:
    """Say why nobody vouches for a value at that instant; None where somebody does.

    An attestation holds through the day on which it expires.
    """
    by = f" by {attestation.by}" if attestation.by else ""
    if attestation.on and attestation.on.after(now):
        return f"it was attested{by} on {attestation.on}, which is yet to come"
    if attestation.expires and attestation.expires.before(now):
        on = f" on {attestation.on}" if attestation.on else ""
        return f"it was attested{by}{on}, and that lapsed on {attestation.expires}"
    return None


def attestable(shape: Type) -> bool:
    """Tell whether an attested value may stand there: not where named fields are expected."""
    if isinstance(shape, ListOf):
        return not (shape.or_one and isinstance(shape.item, Group))
    return not isinstance(shape, Group | Free)


def without_them(node: Node, shape: Type, door: Door, found: Attestations, at: str) -> Node:
    """Put plain values in the place of attested ones, wherever below `at` they stand."""
    if isinstance(node, MappingNode) and attestable(shape):
        node = _plain(node, door, found, at)
    if isinstance(node, Scalar):
        return node
    if isinstance(node, MappingNode):
        return _group(node, shape, door, found, at)
    if not isinstance(shape, ListOf):
        return node
    items = [
        without_them(item, shape.item, door, found, f"{at}.{index}")
        for index, item in enumerate(node.items)
    ]
    same = all(new is old for new, old in zip(items, node.items, strict=True))
    return node if same else Sequence(node.source, node.span, items)


def _group(node: MappingNode, shape: Type, door: Door, found: Attestations, at: str) -> Node:
    fields = shape.item if isinstance(shape, ListOf) else shape
    if not isinstance(fields, Group):
        return node
    entries = {}
    for name, (key, value) in node.entries.items():
        known = fields.fields.get(name)
        if known is not None and not known.computed:
            value = without_them(value, known.type, door, found, f"{at}.{name}")  # noqa: PLW2901
        entries[name] = Entry(key, value)
    same = all(entries[name].value is entry.value for name, entry in node.entries.items())
    return node if same else MappingNode(node.source, node.span, entries)


def _plain(node: MappingNode, door: Door, found: Attestations, at: str) -> Node:
    """Give the value within, or the node itself where it is nothing of the kind."""
    known = ("value", *ATTESTATION)
    if node.entries.keys().isdisjoint(known):
        return node
    for key, _ in node:
        if key.text not in known:
            near = _nearest(key.text, known)
            advice = f"did you mean {near!r}?" if near else f"known are {', '.join(known)}"
            message = f"an attested value has no {key.text!r}"
            door.problems.append(problem_at(key.source, key.span, message, advice))
    told = {name: _told(node.get(name), shape, door) for name, shape in ATTESTATION.items()}
    found[at] = Attestation(*told.values())
    value = node.get("value")
    if value is None or (isinstance(value, Scalar) and value.is_null):
        advice = "write it as {value: ..., attested_by: ...}"
        door.refuse(node, "this is attested, and has no value", advice)
        return Scalar.made(node.source, Span(node.span.start, node.span.start), "", "plain")
    return value


def _told(node: Node | None, shape: Type, door: Door) -> Any:
    value = ABSENT if node is None else admit(node, shape, door)
    return None if value is ABSENT else value


def _nearest(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, known, 1)), "")
