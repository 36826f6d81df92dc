"""Words to swap in the bytes of a file, without any rule: where they are, what comes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from policycheck.document import Mapping as MappingNode
from policycheck.document import Node, Scalar
from policycheck.fix.file_text import FileText
from policycheck.fix.rewrite import Rewritten, rewrite
from policycheck.fix.wanted import Place, Swap, Wanted
from policycheck.model.finding import Location, RecordName
from policycheck.readers import Input, drafts
from policycheck.readers.reader import Draft

__all__ = ["swap", "texts", "wanted_in", "written_around"]

Swaps = Mapping[str, str]


def given(path: str, data: bytes) -> Input:
    return Input(path, None, data)


def texts(path: str, data: bytes) -> list[tuple[str, str]]:
    """The text and the alternative texts of every record, with the number of the record."""
    return [(f"{number} {pointer}", one.text) for number, pointer, one in _scalars(path, data)]


def wanted_in(path: str, data: bytes, swaps: Swaps) -> list[Wanted]:
    """A fix for each of the words, from left to right, wherever records have them."""
    found: dict[Place, Wanted] = {}
    for number, pointer, scalar in _scalars(path, data):
        for start, word in _hits(scalar.text, swaps):
            end = start + len(word)
            span = scalar.segments.locate(start, end)
            first, last = scalar.source.position(span.start), scalar.source.position(span.end)
            place = Place(path, pointer, *first, *last, start, end)
            location = Location(path, *first, *last, pointer)
            made = (Swap("TXT-1", word, swaps[word]),)
            name = frozenset({RecordName("post", str(number))})
            one = Wanted(place, location, word, swaps[word], True, made, name)
            found[place] = found[place].joined(one) if place in found else one
    return sorted(found.values(), key=lambda one: (one.place.line, one.place.column))


def swap(path: str, data: bytes, swaps: Swaps) -> Rewritten:
    return rewrite([given(path, data)], data, wanted_in(path, data, swaps))


def written_around(path: str, data: bytes) -> list[str]:
    """What the file has between the values of its texts, without the line end of a block."""
    file = FileText(path, data)
    spans = set()
    for _, _, scalar in _scalars(path, data):
        base = file.start_of(scalar.source)
        start, end = base + scalar.span.start, base + scalar.span.end
        spans.add((start, start + len(file.text[start:end].rstrip("\r\n"))))
    pieces, at = [], 0
    for start, end in sorted(spans):
        pieces.append(file.text[at:start])
        at = end
    bom = "BOM" if data.startswith(b"\xef\xbb\xbf") else ""
    return [bom, *pieces, file.text[at:]]


def _scalars(path: str, data: bytes) -> Iterator[tuple[int, str, Scalar]]:
    for number, draft in enumerate(drafts(given(path, data))):
        if isinstance(draft, Draft):
            yield from ((number, pointer, one) for pointer, one in _named(draft.node, ""))


def _named(node: Node, pointer: str) -> Iterator[tuple[str, Scalar]]:
    if isinstance(node, Scalar):
        if pointer.endswith(("/text", "/alt")):
            yield pointer, node
    elif isinstance(node, MappingNode):
        for entry in node:
            yield from _named(entry.value, f"{pointer}/{entry.key.text}")
    else:
        for number, item in enumerate(node.items):
            yield from _named(item, f"{pointer}/{number}")


def _hits(text: str, swaps: Swaps) -> Iterator[tuple[int, str]]:
    at = 0
    while found := min(((i, w) for w in swaps if (i := text.find(w, at)) >= 0), default=None):
        yield found
        at = found[0] + len(found[1])
