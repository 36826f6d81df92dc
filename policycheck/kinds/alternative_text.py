"""Fails when a picture has no alternative text, or one that tells nobody anything.

`require` asks for words in the alternative text of every image and GIF. `forbid` looks at whatever
alternative text there is:

- `file-name`: it is the name of a file, or looks like one (`IMG_2041`);
- `redundant`: it begins with "image of" or another of `redundant_phrases`;
- `placeholder`: it is nothing but "image", "TODO" or another of `placeholders`, with or without a
  number, or holds no letter, digit or picture at all;
- `same-as-text`: it says what the post says, so that it is read out twice.

`max` is in characters as a reader counts them; what a platform takes is said by `platform-limits`.

Media marked `decorative: true` need none. Where a source has no place for alternative text, or does
not say whether a file is a picture, the rule is undecided. With `each: media` one item is judged at
a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Annotated

from msgspec import Struct

from policycheck.kinds.alternative_flaws import FLAWS, Flaw, Item, flaws, longer, says_of
from policycheck.kinds.alternative_words import PLACEHOLDERS, REDUNDANT_PHRASES
from policycheck.kinds.choices import check_choices
from policycheck.model.shape import ABSENT
from policycheck.plan import (
    Binding,
    Case,
    Field,
    Hit,
    Judgement,
    Kind,
    Missing,
    NotCarried,
    Options,
    Path,
    Place,
    Plan,
    Strings,
    Tighter,
    Whole,
    Yes,
    decide,
    undecided,
)

__all__ = ["EXAMPLES", "KIND"]

EXAMPLES = """
- check: {kind: alternative-text}
  fail: {text: Rain, media: [{file: launch.jpg, alt: ""}]}
- check: {kind: alternative-text}
  fail: {text: Rain, media: [{file: launch.jpg, alt: A rocket lifts off}, {file: crowd.gif}]}
- check: {kind: alternative-text}
  pass: {text: Rain, media: [{file: launch.jpg, alt: A rocket lifts off}, {file: talk.mp4}]}
- check: {kind: alternative-text}
  pass: {text: Rain, media: [{file: line.png, decorative: true}]}
- check: {kind: alternative-text}
  unknown: {text: Rain, media: [{file: launch}]}
- check: {kind: alternative-text, require: false, forbid: [file-name]}
  fail: {text: Rain, media: [{file: a.jpg, alt: IMG_2041.jpg}]}
  found: IMG_2041.jpg
- check: {kind: alternative-text, require: false, forbid: [file-name]}
  pass: {text: Rain, media: [{file: map.jpg, alt: Map of closed lanes on I-95}, {file: b.jpg}]}
- check: {kind: alternative-text, forbid: [redundant]}
  fail: {text: Rain, media: [{file: a.jpg, alt: A photo of a ranger at a trail sign}]}
  found: A photo of
- check: {kind: alternative-text, forbid: [redundant]}
  fail: {text: Pluie, media: [{file: a.jpg, alt: Photo d’une garde forestière}]}
  found: Photo d’
- check: {kind: alternative-text, forbid: [redundant]}
  pass: {text: Rain, media: [{file: a.jpg, alt: A photographer of birds at a trail sign}]}
- check: {kind: alternative-text, forbid: [placeholder]}
  fail: {text: Lluvia, media: [{file: a.jpg, alt: Imagen 2.}]}
  found: Imagen 2.
- check: {kind: alternative-text, forbid: [placeholder]}
  pass: {text: Lluvia, media: [{file: a.jpg, alt: Imagen satelital de la tormenta}]}
- check: {kind: alternative-text, forbid: [same-as-text]}
  fail: {text: "Rain is coming! #Rain", media: [{file: a.jpg, alt: rain is coming}]}
  found: rain is coming
- check: {kind: alternative-text, forbid: [same-as-text]}
  pass: {text: "Rain is coming! #Rain", media: [{file: a.jpg, alt: rain is falling}]}
- check: {kind: alternative-text, max: 10}
  fail: {text: Rain, media: [{file: a.jpg, alt: A long river}]}
  found: er
- check: {kind: alternative-text, max: 10}
  pass: {text: Rain, media: [{file: a.jpg, alt: "A river 🇺🇸🇫🇷"}]}
"""

_PICTURES = ("image", "gif")
_OTHER_MEDIA = ("video", "audio", "document")


class AlternativeText(Options):
    require: Annotated[
        Yes, Tighter.TRUE, Field(description="every image and GIF needs alternative text")
    ] = True
    forbid: Annotated[
        Strings,
        Tighter.LONGER,
        Field(
            description="alternative texts that tell nobody anything",
            json_schema_extra={"items": {"enum": list(FLAWS)}},
        ),
    ] = ()
    max: Annotated[
        Whole | None, Tighter.LOWER, Field(ge=1, description="the most characters it may have")
    ] = None
    redundant_phrases: Annotated[
        Strings, Tighter.LONGER, Field(description="openings that say nothing")
    ] = REDUNDANT_PHRASES
    placeholders: Annotated[
        Strings, Tighter.LONGER, Field(description="whole texts that say nothing")
    ] = PLACEHOLDERS

    def refuse_contradictions(self) -> None:
        if not (self.require or self.forbid or self.max):
            raise ValueError("give require, forbid or max: nothing is asked")


class _Paths(Struct, frozen=True):
    """The paths into one item of media."""

    alt: Path
    type: Path
    decorative: Path
    file: Path
    url: Path


class _Media(Struct, frozen=True):
    """One item: what it is and is called, its alternative text, and where they stand.

    `kind` and `alt` may be ABSENT or NotCarried.
    """

    kind: object
    alt: object
    name: str
    alt_at: Place
    file_at: Place


def plan(options: AlternativeText, bind: Binding) -> Plan:
    check_choices(bind, "forbid", options.forbid, FLAWS)
    known = flaws(options.redundant_phrases, options.placeholders)
    chosen = {name: known[name] for name in options.forbid}
    if options.max:
        chosen["max"] = longer(options.max)
    media = None if bind.each else bind.path("media")
    paths = _paths(bind, media)
    text = bind.path("post.text")

    def judge(case: Case) -> Judgement:
        elements = case.elements(media) if media else [case]
        if isinstance(elements, Missing):
            return undecided(elements)
        items = [
            _media(element, paths)
            for element in elements
            if element.value(paths.decorative) is not True
        ]
        said = case.value(text) if items and "same-as-text" in chosen else ABSENT
        found = [one for item in items for one in _judge(item, options, chosen, said)]
        hits = [one for one in found if isinstance(one, Hit)]
        return decide(hits, [one for one in found if isinstance(one, Missing)])

    return Plan(judge)


def _paths(bind: Binding, media: Path | None) -> _Paths:
    def path(name: str) -> Path:
        return bind.within(media, name) if media else bind.path(name)

    return _Paths(*(path(name) for name in ("alt", "type", "decorative", "file", "url")))


def _media(element: Case, paths: _Paths) -> _Media:
    here = element.here
    name, file_at = "without a file", here
    for path in (paths.file, paths.url):
        value = element.value(path)
        if isinstance(value, str) and value:
            bare = re.split(r"[?#]", value, maxsplit=1)[0] if path is paths.url else value
            name = PurePosixPath(bare.replace("\\", "/")).name or value
            file_at = Place((*here.pointer, path.steps[-1].name))
            break
    alt_at = Place((*here.pointer, "alt"))
    return _Media(element.value(paths.type), element.value(paths.alt), name, alt_at, file_at)


def _judge(
    item: _Media, options: AlternativeText, chosen: Mapping[str, Flaw], said: object
) -> Iterator[Hit | Missing]:
    """What is wrong with one item, and what cannot be told of it."""
    if isinstance(item.alt, NotCarried):
        if chosen or (options.require and item.kind not in _OTHER_MEDIA):
            yield item.alt.missing
    elif not isinstance(item.alt, str) or not item.alt.strip():
        if options.require:
            yield from _without(item)
    else:
        if isinstance(said, NotCarried):
            yield said.missing
        words = Item(item.name, item.alt, said if isinstance(said, str) else "")
        for form, flaw in chosen.items():
            found = flaw(words)
            if found:
                yield _flawed(item, words, form, found)


def _without(item: _Media) -> Iterator[Hit | Missing]:
    """What is said of an item without alternative text."""
    if item.kind in _PICTURES:
        says = f"{item.kind} {item.name} has no alternative text"
        values = {"file": item.name, "alt": "", "form": "require", "says": says}
        label = "no alt" if item.alt is ABSENT else "empty"
        yield Hit(item.alt_at, values, label, related=((item.file_at, "attached here"),))
    elif item.kind not in _OTHER_MEDIA:
        why = f"nothing says whether {item.name} is a picture, and it has no alternative text"
        yield Missing("media.type", why)


def _flawed(item: _Media, words: Item, form: str, found: tuple[int, int]) -> Hit:
    says = f"the alternative text of {item.name} {says_of(form, words, found)}"
    values = {"file": item.name, "alt": words.alt, "form": form, "says": says}
    related = [(item.file_at, "attached here")]
    if form == "same-as-text":
        related.append((Place(("text",)), "says the same"))
    return Hit(Place(item.alt_at.pointer, *found), values, form, related=tuple(related))


KIND = Kind(
    name="alternative-text",
    options=AlternativeText,
    plan=plan,
    message="{says}",
    values=("file", "alt", "form", "says"),
)
