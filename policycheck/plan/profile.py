"""What is known of a platform, by date: limits with their unit, source and confidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from policycheck.model.moment import Moment

__all__ = ["Limit", "Platform", "Profiles"]


class Limit(Struct, frozen=True):
    """One limit as it stood from one day to another (both included; None: open).

    `unit` is a counting method of `policycheck.counting`, or `count` for things. `certain` is False
    for what only secondary sources say: such a limit never makes an error. `media` is set where it
    counts only for posts that carry media of that type; `scope` is a note for people.
    """

    value: float
    unit: str
    source: str
    as_of: str
    certain: bool
    first: date | None = None
    last: date | None = None
    scope: str = ""
    media: str = ""

    def holds(self, at: Moment) -> bool:
        return (self.first is None or self.first <= at.last.date()) and (
            self.last is None or at.first.date() <= self.last
        )


class Platform(Struct, frozen=True):
    """A platform. `limits` go by name, such as `text.max`; the dates of one do not overlap."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    limits: Mapping[str, tuple[Limit, ...]] = field(default_factory=dict)

    def limit(self, name: str, at: Moment) -> Limit | None:
        """The limit of that name in force at an instant."""
        return next((one for one in self.limits.get(name, ()) if one.holds(at)), None)


class Profiles(Struct, frozen=True):
    """The platforms known, by id and by alias."""

    platforms: Mapping[str, Platform] = field(default_factory=dict)

    def find(self, name: str) -> Platform | None:
        return self.platforms.get(name.casefold())
