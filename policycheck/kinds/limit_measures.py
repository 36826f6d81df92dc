"""What of a post is measured against each limit of a platform's profile."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from policycheck.counting import at_most, method_named
from policycheck.kinds.tally import Tally, mention_tally, part_tally
from policycheck.model.shape import ABSENT
from policycheck.plan import Binding, Case, Missing, NotCarried, Part, Place, Platform, Sign
from policycheck.text.plain import has_at_sign

__all__ = ["LIMITS", "Gauge", "Measured", "Measures"]


class Measured(Struct, frozen=True):
    """How much there is, at least and at most, and where a finding would stand."""

    low: float
    high: float
    place: Place
    missing: tuple[Missing, ...] = ()


#: What a case holds of something, given the limit and its unit.
Measure: TypeAlias = Callable[["Measures", Case, int, str], Iterable[Measured | Missing]]


class Gauge(Struct, frozen=True):
    """How a limit is measured: what has so much, in which unit ("": the counting method's)."""

    subject: str
    unit: str
    bound: Literal["at most", "at least"]
    measure: Measure


class Measures:
    """Measures posts; made once for a rule."""

    def __init__(self, bind: Binding) -> None:
        self._text = bind.selectors(["text"])
        self._alt = bind.selectors(["alt"])
        self._hashtags = bind.selectors(["hashtags"])
        self._links = bind.selectors(["links"])
        self._handles = bind.path("mentions.handle")
        self._warning = bind.path("content_warning")
        self._media = bind.path("media")
        self._type = bind.within(self._media, "type")
        self._poll = bind.path("poll")
        self._options = bind.path("poll.options")

    def text(self, case: Case, limit: int, unit: str) -> Iterator[Measured | Missing]:
        """The text; by Mastodon's count together with the warning before it."""
        before = Measured(0, 0, Place(("content_warning",)))
        warning = case.value(self._warning) if unit == "mastodon" else ABSENT
        if isinstance(warning, NotCarried):
            yield warning.missing
        elif warning is not ABSENT:
            before = _length(Part("", str(warning), ("content_warning",)), limit, unit)
        reading = case.read(self._text)
        yield from reading.missing
        if not reading.parts:
            yield before
        for part in reading.parts:
            left = limit - int(before.low)
            own = _length(part, max(left, 0), unit)
            place = own.place if left >= 0 else before.place
            yield Measured(before.low + own.low, before.high + own.high, place)

    def signs(self, case: Case, platform: Platform) -> list[Sign]:
        """What may make a text too much for a platform, on whatever day.

        What a warning takes is not left to the text. Links and hashtags are asked for by name.
        """
        limits = [*platform.limits.get("text.max", ()), *platform.limits.get("text.bytes.max", ())]
        taken = 0
        if any(limit.unit == "mastodon" for limit in limits):
            warning = case.value(self._warning)
            taken = at_most("mastodon", warning) if isinstance(warning, str) else 0
        signs: list[Sign] = [
            partial(_is_longer, limit.unit, limit.value - taken) for limit in limits
        ]
        return [*signs, has_at_sign] if "mentions.max" in platform.limits else signs

    def alternatives(self, case: Case, limit: int, unit: str) -> Iterator[Measured | Missing]:
        reading = case.read(self._alt)
        yield from reading.missing
        yield from (_length(part, limit, unit) for part in reading.parts)

    def title(self, case: Case, limit: int, unit: str) -> Iterator[Measured | Missing]:
        """A title is no field of posts; sources that have one keep it under that name."""
        title = case.record.fields.get("title")
        if isinstance(title, str):
            yield _length(Part("title", title, ("title",)), limit, unit)

    def hashtags(self, case: Case, limit: int, _unit: str) -> Iterator[Measured]:
        reading = case.read(self._hashtags)
        yield _number(part_tally(reading.parts, reading.missing, _whole), limit)

    def links(self, case: Case, limit: int, _unit: str) -> Iterator[Measured]:
        """Different links: Threads says that the same one counts once, others say nothing."""
        reading = case.read(self._links)
        once = {part.text: part for part in reversed(reading.parts)}
        parts = [part for part in reading.parts if once[part.text] is part]
        yield _number(part_tally(parts, reading.missing, _whole), limit)

    def mentions(self, case: Case, limit: int, _unit: str) -> Iterator[Measured]:
        reading = case.read(self._text)
        given = case.spots(self._handles)
        yield _number(mention_tally(reading.parts, reading.missing, given), limit)

    def media(self, case: Case, limit: int, unit: str) -> Iterator[Measured]:
        """The media of one type, or all of them. Of unknown type they may be of any."""
        elements = case.elements(self._media)
        tally = Tally(lambda: Place(("media",)))
        if isinstance(elements, Missing):
            tally.possible, tally.missing, elements = math.inf, [elements], []
        for element in elements:
            kind = element.value(self._type)
            if unit in ("count", kind):
                tally.places.append(element.here)
            elif not isinstance(kind, str):
                tally.possible += 1
                tally.missing.append(Missing("media.type", "it is not said of every medium"))
        yield _number(tally, limit)

    def options(self, case: Case, limit: int, _unit: str) -> Iterator[Measured | Missing]:
        places = self._options_of(case)
        if isinstance(places, list):
            tally = Tally(
                lambda: Place(("poll", "options")),
                [part.place(0, len(part.text)) for part in places],
            )
            yield _number(tally, limit)
        elif places is not None:
            yield places

    def option(self, case: Case, limit: int, unit: str) -> Iterator[Measured | Missing]:
        parts = self._options_of(case)
        if isinstance(parts, list):
            yield from (_length(part, limit, unit) for part in parts)
        elif parts is not None:
            yield parts

    def _options_of(self, case: Case) -> list[Part] | Missing | None:
        """The answers of a poll; None where there is no poll."""
        poll: Any = case.value(self._poll)
        if isinstance(poll, NotCarried):
            return poll.missing
        if poll is ABSENT:
            return None
        parts = []
        for spot in case.spots(self._options):
            if isinstance(spot.value, NotCarried):
                return spot.value.missing
            if spot.value is not ABSENT:
                parts.append(Part("poll.options", str(spot.value), spot.place.pointer))
        return parts


def _is_longer(unit: str, limit: float, text: str) -> bool:
    """Whether a text may count more."""
    return at_most(unit, text) > limit


def _length(part: Part, limit: int, unit: str) -> Measured:
    method = method_named(unit)
    count = method.count(part.text)
    start = (method.excess(part.text, limit) or 0) if count.high > limit else 0
    return Measured(count.low, count.high, part.place(start, len(part.text)))


def _number(tally: Tally, limit: int) -> Measured:
    place = tally.places[limit] if tally.low > limit else tally.whole()
    return Measured(tally.low, tally.high, place, tuple(dict.fromkeys(tally.missing)))


def _whole(text: str) -> list[tuple[int, int]]:
    return [(0, len(text))]


def _media(kind: str) -> Measure:
    return lambda measures, case, limit, _unit: measures.media(case, limit, kind)


#: By the names that profiles use.
LIMITS: dict[str, Gauge] = {
    "text.max": Gauge("the text", "", "at most", Measures.text),
    "text.bytes.max": Gauge("the text", "", "at most", Measures.text),
    "title.max": Gauge("the title", "", "at most", Measures.title),
    "alt.max": Gauge("the alternative text", "", "at most", Measures.alternatives),
    "hashtags.max": Gauge("the post", "hashtags", "at most", Measures.hashtags),
    "mentions.max": Gauge("the post", "mentions", "at most", Measures.mentions),
    "links.max": Gauge("the post", "links", "at most", Measures.links),
    "media.images.max": Gauge("the post", "images", "at most", _media("image")),
    "media.videos.max": Gauge("the post", "videos", "at most", _media("video")),
    "media.gifs.max": Gauge("the post", "GIFs", "at most", _media("gif")),
    "media.total.max": Gauge("the post", "media", "at most", _media("count")),
    "media.min": Gauge("the post", "media", "at least", _media("count")),
    "poll.options.max": Gauge("the poll", "answers", "at most", Measures.options),
    "poll.options.min": Gauge("the poll", "answers", "at least", Measures.options),
    "poll.option.max": Gauge("the answer", "", "at most", Measures.option),
}
