"""Dates that kinds take from a record: paths that must lead to one, and a post's own instant."""

from __future__ import annotations

from msgspec import Struct

from policycheck.kinds.listed import is_list
from policycheck.mistakes.rules import UNFIT_FIELD
from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT, Free, Instant, ListOf
from policycheck.plan import Binding, Case, Missing, NotCarried, Path, Spot

__all__ = ["OwnInstant", "date_path", "gap", "in_future"]


def date_path(bind: Binding, dotted: str, *at: str | int, one: bool = False) -> Path:
    """The path to a date; where `one`, to a single one. What is none is refused."""
    path = bind.path(dotted, *at)
    of = path.type.item if isinstance(path.type, ListOf) else path.type
    if not isinstance(of, Instant | Free):
        bind.refuse(
            f"{dotted} is no date",
            *at,
            mistake=UNFIT_FIELD,
            advice="name a field that holds a date",
        )
    if one and is_list(path):
        bind.refuse(
            f"{dotted} is a list", *at, mistake=UNFIT_FIELD, advice="name a field with one date"
        )
    return path


def gap(path: Path, spot: Spot) -> Missing | None:
    """Why the value is no date that could be used; None where it is one, or absent."""
    if isinstance(spot.value, NotCarried):
        return spot.value.missing
    if spot.value is ABSENT or isinstance(spot.value, Moment):
        return None
    return Missing(path.dotted, f"{spot.value!r} is no date")


def in_future(path: Path, moment: Moment) -> Missing:
    return Missing(path.dotted, f"{moment} lies in the future")


class OwnInstant(Struct, frozen=True):
    """When a post goes out: `published_at`, else `publish_at`. The paths of both."""

    published: Path
    planned: Path

    @classmethod
    def of_posts(cls, bind: Binding) -> OwnInstant:
        return cls(bind.path("published_at"), bind.path("publish_at"))

    @classmethod
    def of_elements(cls, bind: Binding, posts: Path, *at: str | int) -> OwnInstant:
        """For the posts that a path leads to."""
        return cls(bind.within(posts, "published_at", *at), bind.within(posts, "publish_at", *at))

    def spot(self, case: Case) -> Spot:
        """The instant and where it stands; ABSENT where there is none, NotCarried if untold."""
        found = [case.spots(path)[0] for path in (self.published, self.planned)]
        for wanted in (Moment, NotCarried):
            for spot in found:
                if isinstance(spot.value, wanted):
                    return spot
        return found[0]
