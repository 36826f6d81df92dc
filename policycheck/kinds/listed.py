"""Paths that lead to a list, and where the list stands."""

from __future__ import annotations

from collections.abc import Sequence

from policycheck.model.shape import ListOf
from policycheck.plan import Case, Path, Place, Spot

__all__ = ["is_list", "place_of_list", "trails"]

#: Of more values than this the first are shown.
_MOST = 10


def is_list(path: Path) -> bool:
    """Say whether a path may lead to several values."""
    return path.many or isinstance(path.type, ListOf)


def place_of_list(case: Case, path: Path) -> Place:
    """Find where a list stands, or would stand; one of other records stands at the case itself."""
    place = case.spots(path)[0].place
    if place.record is not None:
        return case.here
    pointer = place.pointer
    return Place(pointer[:-1]) if pointer and isinstance(pointer[-1], int) else place


def trails(spots: Sequence[Spot]) -> tuple[tuple[Place, str], ...]:
    """Give the places in other records by which a path came to its values, each once."""
    return tuple(dict.fromkeys(step for spot in spots[:_MOST] for step in spot.trail))
