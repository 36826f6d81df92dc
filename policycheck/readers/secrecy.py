"""Secrets that stand in an account's record by mistake: told, left out, and covered in the source.

A line of the file may be shown with any finding, so a secret is covered in the text that lines are
cut from. It stays as long as it was, and everything else stays in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from policycheck.document import Entry, Node, Scalar, Sequence
from policycheck.document import Mapping as MappingNode
from policycheck.errors import Problem
from policycheck.model.secrets import GUARDED, is_named_for_a_secret, secret_look
from policycheck.readers.reader import Draft, Drafts

__all__ = ["Secret", "drafts_without_secrets", "secrets_in", "without_secrets"]

_SHOWN = re.compile(r"[^\s\"'\\]")
#: What is shorter is covered where it stands; what is longer wherever the file repeats it.
_SHORT = 8


class Secret(NamedTuple):
    """A value that looks like a secret, the dotted name of its field, and what it looks like."""

    value: Scalar
    name: str
    what: str

    def told(self) -> Problem:
        place = self.value.source.position(self.value.span.start)
        return Problem(
            self.value.source.path,
            *place,
            f"{self.name} holds what looks like {self.what}: ********",
            "remove it and change it where it is used; write where it is kept instead",
        )


def drafts_without_secrets(drafts: Drafts, *, row_by_row: bool) -> Drafts:
    """Take the secrets out of drafts, and tell each. `row_by_row`: every draft has its own source.

    Where drafts share a source, all are cleared before the first is given: they may share a line.
    """
    cleared = (_cleared(draft) for draft in drafts)
    for several in cleared if row_by_row else list(cleared):
        yield from several


def _cleared(draft: Draft | Problem) -> list[Draft | Problem]:
    if isinstance(draft, Problem):
        return [draft]
    if draft.plain is not None and not _may_hold_secrets(draft.plain):
        return [draft]
    node, secrets = without_secrets(draft.node)
    if not secrets:
        return [draft]
    why = dict.fromkeys((one.name.partition(".")[0] for one in secrets), "it holds a secret")
    kept = replace(draft, node=node, withheld={**draft.withheld, **why}, plain=None)
    return [*(secret.told() for secret in secrets), kept]


def _may_hold_secrets(values: Mapping[str, object]) -> bool:
    """Look through values that have no nodes yet. A fraction may be written in several ways."""
    return any(_may_be(value, key, guarded=key in GUARDED) for key, value in values.items())


def _may_be(value: object, name: str, *, guarded: bool) -> bool:
    if isinstance(value, dict):
        return any(
            _may_be(below, name if key == "value" else key, guarded=guarded)
            for key, below in value.items()
        )
    if isinstance(value, list):
        return any(_may_be(item, name, guarded=guarded) for item in value)
    if value is None or isinstance(value, bool):
        return False
    text = str(value)
    named = is_named_for_a_secret(name, text, guarded=guarded)
    return named or isinstance(value, float) or (guarded and bool(secret_look(text)))


def secrets_in(node: MappingNode) -> Iterator[Secret]:
    """Find the secrets in the record of an account."""
    for key, value in node:
        yield from _below(value, key.text, key.text, guarded=key.text in GUARDED)


def _below(node: Node, name: str, path: str, *, guarded: bool) -> Iterator[Secret]:
    if isinstance(node, MappingNode):
        for key, value in node:
            if key.text == "value":  # of an attested value, whose field has the telling name
                yield from _below(value, name, path, guarded=guarded)
            else:
                yield from _below(value, key.text, f"{path}.{key.text}", guarded=guarded)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _below(item, name, path, guarded=guarded)
    elif not node.is_null:
        what = secret_look(node.text) if guarded else ""
        if is_named_for_a_secret(name, node.text, guarded=guarded):
            what = what or "a secret"
        if what:
            yield Secret(node, path, what)


def without_secrets(node: MappingNode) -> tuple[MappingNode, list[Secret]]:
    """Give a record without its secrets, and those; afterwards no line of the file shows them."""
    found = list(secrets_in(node))
    if not found:
        return node, found
    values = {id(secret.value) for secret in found}
    kept = _without(node, values)
    for secret in found:
        _cover(secret.value)
    assert isinstance(kept, MappingNode)
    return kept, found


def _without(node: Node, values: set[int]) -> Node | None:
    attested = node.get("value") if isinstance(node, MappingNode) else None
    if id(node) in values or id(attested) in values:
        return None
    if isinstance(node, Sequence):
        items = [kept for item in node.items if (kept := _without(item, values)) is not None]
        return Sequence(node.source, node.span, items)
    if isinstance(node, MappingNode):
        entries = {
            name: Entry(key, kept)
            for name, (key, value) in node.entries.items()
            if (kept := _without(value, values)) is not None
        }
        return MappingNode(node.source, node.span, entries)
    return node


def _cover(value: Scalar) -> None:
    source = value.source
    written = source.cut(value.span)
    covered = _SHOWN.sub("*", written)
    source.text = source.text[: value.span.start] + covered + source.text[value.span.end :]
    bare = written.strip("\"' ")
    if len(bare) >= _SHORT:
        source.text = source.text.replace(bare, _SHOWN.sub("*", bare))
