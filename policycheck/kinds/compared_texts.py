"""Texts that words are looked for in: of the record itself, or of records that it refers to.

Of records with an instant of their own, which are posts, only those count that are no older than
`max_age`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from msgspec.structs import replace

from policycheck.kinds.dates import OwnInstant
from policycheck.mistakes.rules import UNFIT_FIELD
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT, Free, ListOf, Text
from policycheck.plan import Binding, Case, Missing, NotCarried, Path, Place
from policycheck.text.fold import Folded, fold

__all__ = ["ComparedText", "TextSource", "text_source"]


@dataclass(frozen=True, slots=True)
class ComparedText:
    """A text in match form; `unsure` says why it cannot be told whether it counts.

    `trail` says by which records it was reached, as in a spot.
    """

    folded: Folded
    unsure: Missing | None = None
    trail: tuple[tuple[Place, str], ...] = ()

    def trail_to(self, start: int, end: int) -> tuple[tuple[Place, str], ...]:
        """The trail to a part of the text, by offsets in it."""
        if not self.trail:
            return ()
        *way, (place, words) = self.trail
        begin = place.start or 0
        return (*way, (replace(place, start=begin + start, end=begin + end), words))


@dataclass(frozen=True, slots=True)
class TextSource:
    """One path of `with`. `posts` is set where it leads through posts whose age counts."""

    path: Path
    posts: Path | None = None
    text: Path | None = None
    own: OwnInstant | None = None
    max_age: timedelta | None = None

    def texts(self, case: Case) -> Iterator[ComparedText | Missing]:
        """The texts at the path, and why some cannot be had."""
        if self.posts is None:
            yield from _texts(case, self.path, None)
            return
        posts = case.elements(self.posts)
        if isinstance(posts, Missing):
            yield posts
            return
        assert self.text is not None
        for post in posts:
            unsure = self._age(post, case.now)
            if unsure is not False:
                yield from _texts(post, self.text, unsure)

    def _age(self, post: Case, now: Moment) -> Missing | bool | None:
        """False where a post is too old; Missing where its age cannot be told."""
        assert self.own is not None
        assert self.max_age is not None
        when = self.own.spot(post).value
        if isinstance(when, NotCarried):
            return when.missing
        if not isinstance(when, Moment):
            return None
        return None if when.last >= now.shifted(-self.max_age).first else False


def text_source(bind: Binding, name: str, max_age: timedelta | None, *at: str | int) -> TextSource:
    """The source for a path; refused where it leads to no text."""
    path = bind.path(name, *at)
    of = path.type.item if isinstance(path.type, ListOf) else path.type
    if not isinstance(of, Text | Free):
        bind.refuse(
            f"{name} is no text", *at, mistake=UNFIT_FIELD, advice="name a field that holds text"
        )
    beyond = [number for number, step in enumerate(path.steps, 1) if step.follow]
    if max_age is None or not beyond or path.steps[beyond[-1] - 1].follow != "post":
        return TextSource(path)
    names = name.split(".")
    rest = len(path.steps) - beyond[-1]
    posts = bind.path(".".join(names[:-rest]), *at)
    text = bind.within(posts, ".".join(names[-rest:]), *at)
    own = OwnInstant.of_elements(bind, posts, *at)
    return TextSource(path, posts, text, own, max_age)


def _texts(
    case: Case, path: Path, unsure: Missing | bool | None
) -> Iterator[ComparedText | Missing]:
    for spot in case.spots(path):
        if isinstance(spot.value, NotCarried):
            yield spot.value.missing
        elif spot.value is not ABSENT:
            gap = unsure if isinstance(unsure, Missing) else None
            yield ComparedText(fold(str(spot.value)), gap, spot.trail)
