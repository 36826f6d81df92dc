"""The parts of text that the words of `in:` choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from policycheck.engine.derived import derived
from policycheck.model.record import carries
from policycheck.model.shape import ABSENT
from policycheck.plan import Missing, NotCarried, Part, Place, Selector, Spot

if TYPE_CHECKING:
    from policycheck.engine.case import RecordCase

__all__ = ["NAMED_PARTS", "parts_of"]

#: Media that have no captions: nothing is said in them.
_SILENT = ("image", "gif", "document")


def parts_of(case: RecordCase, selector: Selector) -> Iterable[Part | Missing]:
    """The parts that one word chooses, in the order of the record, and what cannot be had."""
    if selector.path is None:
        return NAMED_PARTS[selector.name](case)
    return [
        _part(selector.name, spot) for spot in case.spots(selector.path) if spot.value is not ABSENT
    ]


def _part(name: str, spot: Spot) -> Part | Missing:
    if isinstance(spot.value, NotCarried):
        return spot.value.missing
    place = spot.trail[-1][0] if spot.trail else spot.place  # the text itself, not its reference
    return Part(name, str(spot.value), place.pointer, place.start or 0, record=place.record)


def _text(case: RecordCase) -> Iterable[Part | Missing]:
    record = case.record
    if "text" in record.withheld:
        return [Missing("text", record.withheld["text"])]
    text = record.fields.get("text")
    if text is not None:
        return [Part("text", text, ("text",))]
    return [] if carries(record, "text") else [Missing("text")]


def _pieces(
    name: str, split: Callable[[str], Iterable[tuple[int, int]]]
) -> Callable[[RecordCase], Iterable[Part | Missing]]:
    def pieces(case: RecordCase) -> Iterable[Part | Missing]:
        for whole in _text(case):
            if isinstance(whole, Missing):
                yield whole
                continue
            for start, end in split(whole.text):
                yield Part(name, whole.text[start:end], whole.pointer, start)

    return pieces


def _first_line(text: str) -> Iterable[tuple[int, int]]:
    ends = [at for at in (text.find("\n"), text.find("\r")) if at >= 0]
    return [(0, min(ends, default=len(text)))]


def _sentences(text: str) -> Iterable[tuple[int, int]]:
    from policycheck.text.sentences import sentences

    return sentences(text)


def _element_of(case: RecordCase, name: str) -> Spot | None:
    """The element that is judged, where it is one of that list of the record itself."""
    element = case.element
    if element is None or element.abroad or element.name != name:
        return None
    return Spot(element.value, element.place)


def _media(case: RecordCase) -> Iterable[Spot | Missing]:
    """The media of the record, or the one that is judged."""
    record = case.record
    judged = _element_of(case, "media")
    if judged is not None:
        return [judged]
    if "media" in record.withheld:
        return [Missing("media", record.withheld["media"])]
    if not carries(record, "media"):
        return [Missing("media")]
    items = record.fields.get("media", [])
    return [Spot(item, Place(("media", index))) for index, item in enumerate(items)]


def _alt(case: RecordCase) -> Iterable[Part | Missing]:
    for spot in _media(case):
        if isinstance(spot, Missing):
            yield spot
        elif "alt" in spot.value:
            yield Part("alt", spot.value["alt"], (*spot.place.pointer, "alt"))
        elif not carries(case.record, "media.alt"):
            yield Missing("media.alt")


def _captions(case: RecordCase) -> Iterable[Part | Missing]:
    for spot in _media(case):
        if isinstance(spot, Missing):
            yield spot
            continue
        name = spot.value.get("captions", {}).get("file")
        if name is None:
            silent = spot.value.get("type") in _SILENT
            if not silent and not carries(case.record, "media.captions.file"):
                yield Missing("media.captions.file")
            continue
        pointer = (*spot.place.pointer, "captions", "file")
        shown = _beside(case.record.node.source.path, name)
        from policycheck.engine.captions import read_captions  # most media have none

        words = read_captions(case.record.folder, name, shown)
        if isinstance(words, str):
            yield Missing("media.captions.file", words)
        else:
            yield Part("captions", words.text, pointer, 0, words)


def _beside(path: str, name: str) -> str:
    """How a file that a record names is shown: as paths are, relative to where records are."""
    return normpath(join(dirname(path), name.replace("\\", "/")))


def _listed(name: str, key: str = "") -> Callable[[RecordCase], Iterable[Part | Missing]]:
    """A list that the text may imply: links by their address, hashtags as they are."""

    def listed(case: RecordCase) -> Iterable[Part | Missing]:
        judged = _element_of(case, name)
        found = [judged] if judged else derived(case.record, name) or []
        if isinstance(found, Missing):
            yield found
            return
        for spot in found:
            value = spot.value.get(key) if key else spot.value
            if not isinstance(value, str):
                continue
            pointer = spot.place.pointer
            if spot.place.start is None and key:
                pointer = (*pointer, key)
            yield Part(name, value, pointer, spot.place.start or 0)

    return listed


NAMED_PARTS: dict[str, Callable[[RecordCase], Iterable[Part | Missing]]] = {
    "text": _text,
    "alt": _alt,
    "captions": _captions,
    "links": _listed("links", "url"),
    "hashtags": _listed("hashtags"),
    "first_line": _pieces("first_line", _first_line),
    "sentence": _pieces("sentence", _sentences),
}
