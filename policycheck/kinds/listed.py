"""Paths that lead to a list, and where the list stands."""

from __future__ import annotations

from policycheck.model.shape import ListOf
from policycheck.plan import Case, Path, Place

__all__ = ["is_list", "place_of_list"]


def is_list(path: Path) -> bool:
    """Say whether a path may lead to several values."""
    return path.many or isinstance(path.type, ListOf)


def place_of_list(case: Case, path: Path) -> Place:
    """Find where a list stands, or would stand."""
    place = case.spots(path)[0].place
    pointer = place.pointer
    return Place(pointer[:-1]) if pointer and isinstance(pointer[-1], int) else place
