"""What a finding is known by from one run to the next, wherever it has moved in the meantime.

A fingerprint is made of the rule, the file, the record, the path within it, the words that hit, and
which occurrence of them this is. Lines, columns and offsets stay out, so that a finding that has
moved is known. A place in a list is named by what stands there (`media/pool.jpg/alt`), so that one
picture without alternative text never stands for another.

A record goes by its id. Where it has none it goes by its file, and where it is one of several there
by its content too: the number of a row says nothing, since it changes with every row above. Digits
stay out of that content where a private value may stand in it: a digest of nine unknown digits is
no secret. For the same reason a private value goes by its detector and its ordinal alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from policycheck.digests import sha256
from policycheck.document import Mapping, Node, Pointer, Scalar, Sequence
from policycheck.engine.places import words
from policycheck.model.finding import Origin
from policycheck.model.record import Record
from policycheck.plan import Hit
from policycheck.text.fold import fold
from policycheck.text.late import late

__all__ = ["fingerprint", "origin_of"]

_NUMBER = late(r"#[0-9]+|/[0-9]+\Z")
_DIGIT = late(r"\d")
#: What an element of a list is called by, the first that it has.
_NAMES = ("id", "file", "url", "handle", "name", "person", "role", "kind")


def origin_of(record: Record) -> Origin:
    """The file of a record, and its name without the number of a row or a part."""
    path = record.node.source.path
    if not record.positional_id:
        return Origin(path, record.id)
    number = record.id.removeprefix(path)
    return Origin(path, path + _NUMBER().sub("", number) if number else path)


def fingerprint(rule: str, record: Record, hit: Hit, seen: Counter[str]) -> str:
    """The fingerprint of a hit; `seen` counts those of this rule on this record that are alike."""
    place = hit.place
    found = str(hit.values.get("detector", "")) if hit.secret else fold(words(record, place)).text
    other = place.record
    steps = [other.kind, other.id] if other else []
    steps += _steps((other or record).node, place.pointer, by_name=not hit.secret)
    origin = origin_of(record)
    content = _content(record, secret=hit.secret) if _one_of_several(record) else ""
    marks = (rule, record.kind, origin.path, origin.name, content, "/".join(steps), found)
    key = "\x1f".join(marks)
    seen[key] += 1
    return sha256(f"{key}\x1f{seen[key]}".encode(errors="replace")).hexdigest()[:32]


def _one_of_several(record: Record) -> bool:
    """Whether only a number tells the record from others in its file."""
    if not record.positional_id:
        return False
    return record.numbered or record.layout == "fields" or origin_of(record).name != record.id


def _content(record: Record, *, secret: bool) -> str:
    text = record.fields.get("text")
    said = str(text) if text else "\x1e".join(_written(record.node))
    if text or secret:
        said = _DIGIT().sub("0", said)
    return sha256(said.encode(errors="replace")).hexdigest()


def _written(node: Node) -> Iterator[str]:
    """All keys and values, in the order of the file."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _written(item)
    else:
        for key, value in node:
            yield key.text
            yield from _written(value)


def _steps(node: Node | None, pointer: Pointer, *, by_name: bool) -> Iterator[str]:
    for step in pointer:
        below: Node | None = None
        if isinstance(node, Mapping):
            below = node.get(str(step))
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            below = node.items[step]
        named = _name(below) if by_name and isinstance(step, int) else ""
        yield named or str(step)
        node = below


def _name(item: Node | None) -> str:
    if isinstance(item, Scalar):
        return fold(item.text).text
    if isinstance(item, Mapping):
        for name in _NAMES:
            value = item.get(name)
            if isinstance(value, Scalar) and not value.is_null:
                return f"{name}={fold(value.text).text}"
    return ""
