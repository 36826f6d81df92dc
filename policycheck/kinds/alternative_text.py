"""Fails when a picture has no alternative text, or one that tells nobody anything.

`require` asks for words in the alternative text of every image and GIF. `forbid` looks at whatever
alternative text there is:

- `file-name`: it is the name of a file, or looks like one (`IMG_2041`);
- `redundant`: it begins with "image of" or another of `redundant_phrases`;
- `placeholder`: it is nothing but "image", "TODO" or another of `placeholders`, with or without a
  number, or holds no letter, digit or picture at all;
- `same-as-text`: it says what the post says, so that it is read out twice.

`max` is in characters as a reader counts them; what a platform takes is said by `platform-limits`.

Media marked `decorative: true` need none. Where a source has no place for alternative text, or does not
say whether a file is a picture, the rule is undecided. With `each: media` one item is judged at a time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Annotated, Self

from pydantic import Field, model_validator

from policycheck.kinds.alternative_flaws import FLAWS, Flaw, Item, flaws, longer
from policycheck.kinds.alternative_words import PLACEHOLDERS, REDUNDANT_PHRASES
from policycheck.kinds.choices import check_choices
from policycheck.model.shape import ABSENT
from policycheck.plan import (
    Binding,
    Case,
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
from policycheck.text.graphemes import graphemes

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

    @model_validator(mode="after")
    def _something_to_ask(self) -> Self:
        if not (self.require or self.forbid or self.max):
            raise ValueError("give require, forbid or max: nothing is asked")
        return self


@dataclass(frozen=True, slots=True)
class _Paths:
    """The paths into one item of media, and to the words of the post."""

    alt: Path
    type: Path
    decorative: Path
    file: Path
    url: Path
    text: Path


def plan(options: AlternativeText, bind: Binding) -> Plan:
    check_choices(bind, "forbid", options.forbid, FLAWS)
    known = flaws(options.redundant_phrases, options.placeholders)
    chosen = {name: known[name] for name in options.forbid}
    if options.max:
        chosen["max"] = longer(options.max)
    media = None if bind.each else bind.path("media")
    paths = _paths(bind, media)

    def judge(case: Case) -> Judgement:
        elements = case.elements(media) if media else [case]
        if isinstance(elements, Missing):
            return undecided(elements)
        hits: list[Hit] = []
        missing: list[Missing] = []
        text = case.value(paths.text) if "same-as-text" in chosen else ABSENT
        for element in elements:
            hits += _judge(element, paths, text, options, chosen, missing)
        return decide(hits, missing)

    return Plan(judge)


def _paths(bind: Binding, media: Path | None) -> _Paths:
    def path(name: str) -> Path:
        return bind.within(media, name) if media else bind.path(name)

    inside = [path(name) for name in ("alt", "type", "decorative", "file", "url")]
    return _Paths(*inside, bind.path("post.text"))


def _judge(
    element: Case,
    paths: _Paths,
    text: object,
    options: AlternativeText,
    chosen: dict[str, Flaw],
    missing: list[Missing],
) -> Iterator[Hit]:
    """What is wrong with one item; what cannot be told of it is added to `missing`."""
    if element.value(paths.decorative) is True:
        return
    alt = element.value(paths.alt)
    kind = element.value(paths.type)
    if isinstance(alt, NotCarried):
        if chosen or (options.require and kind in (*_PICTURES, ABSENT)):
            missing.append(alt.missing)
        return
    name, place = _file(element, paths)
    if alt is ABSENT or not alt.strip():
        if options.require:
            yield from _none(element, kind, name, place, alt is ABSENT, missing)
        return
    if isinstance(text, NotCarried):
        missing.append(text.missing)
    item = Item(name, alt, text if isinstance(text, str) else None)
    for form, flaw in chosen.items():
        found = flaw(item)
        if found:
            yield _hit(element, item, form, found, place, options)


def _file(element: Case, paths: _Paths) -> tuple[str, Place]:
    """What the item is called, and where that stands."""
    for path in (paths.file, paths.url):
        value = element.value(path)
        if isinstance(value, str) and value:
            bare = re.split(r"[?#]", value, maxsplit=1)[0] if path is paths.url else value
            name = PurePosixPath(bare.replace("\\", "/")).name or value
            return name, Place((*element.here.pointer, path.steps[-1].name))
    return "without a file", element.here


def _none(
    element: Case, kind: object, name: str, place: Place, absent: bool, missing: list[Missing]
) -> Iterator[Hit]:
    if kind in _PICTURES:
        says = f"{kind} {name} has no alternative text"
        alt = Place((*element.here.pointer, "alt"))
        values = {"file": name, "alt": "", "form": "require", "says": says}
        yield Hit(alt, values, "no alt" if absent else "empty", related=((place, "attached here"),))
    elif kind is ABSENT or isinstance(kind, NotCarried):
        why = f"nothing says whether {name} is a picture, and it has no alternative text"
        missing.append(Missing("media.type", why))


def _hit(
    element: Case,
    item: Item,
    form: str,
    found: tuple[int, int],
    place: Place,
    options: AlternativeText,
) -> Hit:
    shown = f"the alternative text of {item.name}"
    says = {
        "file-name": f"{shown} is a file name: {item.alt.strip()}",
        "redundant": f"{shown} begins with “{item.alt[slice(*found)]}”, which says nothing",
        "placeholder": f"{shown} is a placeholder: {item.alt.strip()}",
        "same-as-text": f"{shown} repeats the post: {item.alt.strip()}",
        "max": f"{shown} has {len(graphemes(item.alt))} characters, {options.max} are allowed",
    }[form]
    related = [(place, "attached here")]
    if form == "same-as-text":
        related.append((Place(("text",)), "says the same"))
    values = {"file": item.name, "alt": item.alt, "form": form, "says": says}
    alt = Place((*element.here.pointer, "alt"), *found)
    return Hit(alt, values, form, related=tuple(related))


KIND = Kind(
    name="alternative-text",
    options=AlternativeText,
    plan=plan,
    message="{says}",
    values=("file", "alt", "form", "says"),
)
