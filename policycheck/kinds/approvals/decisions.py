"""The decisions on a post, read: who, in which role, what, when, and on which content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from policycheck.model.moment import Moment
from policycheck.model.shape import ABSENT
from policycheck.plan import Binding, Case, Missing, NotCarried, Path, Place, Spot

__all__ = ["Decision", "DecisionReader"]

_FIELDS = ("person", "role", "decision", "at", "content_sha256")


class Decision(NamedTuple):
    """One entry of `approvals`; each value may be ABSENT or NotCarried.

    `left` is when its person left the agency, and `leaving` shows where that is written.
    """

    number: int
    place: Place
    left: Any
    leaving: Callable[[], Spot]
    person: Any
    role: Any
    decision: Any
    at: Any
    digest: Any

    @property
    def by(self) -> str:
        """Whose it is, in words."""
        who = self.person if isinstance(self.person, str) else "somebody"
        when = f" on {self.at}" if isinstance(self.at, Moment) else ""
        return f"approval by {who}{when}"

    def gaps(self) -> list[Missing]:
        """What cannot be told of it, beyond the digest and whether its person has left."""
        values = (self.person, self.role, self.decision, self.at)
        return [value.missing for value in values if isinstance(value, NotCarried)]

    def may_follow(self, other: Decision) -> bool:
        """Whether it may have been taken after another; in the order written if that is open."""
        dated = isinstance(self.at, Moment) and isinstance(other.at, Moment)
        if dated and (self.at.before(other.at) or self.at.after(other.at)):
            return bool(self.at.after(other.at))
        return self.number > other.number

    def is_in(self, role: Any) -> bool:
        """Whether it is in a role; one without any counts for all."""
        return self.role == role or self.role is ABSENT or role is ABSENT


@dataclass(frozen=True, slots=True)
class DecisionReader:
    """The paths of the decisions on a post."""

    all: Path
    fields: tuple[Path, ...]
    departed: Path

    @classmethod
    def of(cls, bind: Binding) -> DecisionReader:
        found = bind.path("approvals")
        fields = tuple(bind.within(found, name) for name in _FIELDS)
        return cls(found, fields, bind.within(found, "person.departed_at"))

    def read(self, case: Case) -> list[Decision] | Missing:
        elements = case.elements(self.all)
        if isinstance(elements, Missing):
            return elements
        return [
            Decision(
                number,
                one.here,
                one.value(self.departed),
                partial(self._leaving, one),
                *[one.value(path) for path in self.fields],
            )
            for number, one in enumerate(elements)
        ]

    def _leaving(self, element: Case) -> Spot:
        return element.spots(self.departed)[0]
