"""What a plan says of a record: passed, failed at these places, or undecided for want of these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct

from policycheck.document import Pointer, Scalar
from policycheck.model.finding import Outcome
from policycheck.model.record import Record

__all__ = [
    "NOT_APPLICABLE",
    "PASSED",
    "Fact",
    "Hit",
    "Judgement",
    "Missing",
    "NotCarried",
    "Place",
    "Replacement",
    "decide",
    "failed",
    "undecided",
]

_NO_VALUES: Final[Mapping[str, Any]] = MappingProxyType({})


class Place(Struct, frozen=True):
    """A place in a record, named by its path; it becomes lines and columns when it is reported.

    `start` and `end` are offsets in the text at the pointer, both None for the value as a whole. A
    `scalar` is given where the text stands outside the record, such as in a caption file. `record`
    is the record that the place is in, None for the one that is judged.
    """

    pointer: Pointer
    start: int | None = None
    end: int | None = None
    scalar: Scalar | None = None
    record: Record | None = None


class Missing(Struct, frozen=True):
    """A path whose value would have been needed, and why it cannot be had."""

    path: str
    why: str = "the source has no place for it"


class NotCarried(Struct, frozen=True):
    """Stands where a value would be: it cannot be told whether there is one."""

    missing: Missing

    def __bool__(self) -> bool:
        return False


class Replacement(Struct, frozen=True):
    """What to write at the place of the hit; `safe` where there is exactly one sensible choice."""

    text: str
    safe: bool


class Hit(Struct, frozen=True):
    """One place that breaks a rule.

    `values` fill the message; `label` stands under the caret; `related` are second places with what
    they have to do with it; `kin` are other facts of a rule across records, by index, likewise.
    `secret` marks text that no output may show.
    """

    place: Place
    values: Mapping[str, Any] = _NO_VALUES
    label: str = ""
    related: tuple[tuple[Place, str], ...] = ()
    kin: tuple[tuple[int, str], ...] = ()
    replacement: Replacement | None = None
    secret: bool = False


class Judgement(Struct, frozen=True):
    """The verdict of a plan on a record. `missing` says what an undecided one lacks."""

    outcome: Outcome
    hits: tuple[Hit, ...] = ()
    missing: tuple[Missing, ...] = ()


PASSED = Judgement(Outcome.PASS)
NOT_APPLICABLE = Judgement(Outcome.NOT_APPLICABLE)


def failed(*hits: Hit) -> Judgement:
    return Judgement(Outcome.FAIL, hits)


def undecided(*missing: Missing) -> Judgement:
    return Judgement(Outcome.UNKNOWN, (), missing)


def decide(hits: Sequence[Hit], missing: Sequence[Missing] = ()) -> Judgement:
    """Failed where something was hit; else undecided where something is missing; else passed."""
    if hits:
        return Judgement(Outcome.FAIL, tuple(hits), tuple(missing))
    return Judgement(Outcome.UNKNOWN, (), tuple(missing)) if missing else PASSED


class Fact(Struct, frozen=True):
    """What a rule across records keeps of one: small data, and where a finding would stand."""

    place: Place
    data: Any
